-- By which version of the tagger the papers carry their topics, and how far a newer one has come (all up to `done_pk`).
CREATE TABLE "tagging" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "version" TEXT NOT NULL,
  "done_pk" INTEGER NOT NULL,
  "finished_at" DATETIME
);
INSERT INTO "tagging" ("id", "version", "done_pk") VALUES (1, '', 0);
