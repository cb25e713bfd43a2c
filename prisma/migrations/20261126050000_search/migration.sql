-- The index that ranks what is searched for: segments that are built at once and never change, and the log of what changed since.

-- Who builds at present. One at a time: two would index the same changes twice.
CREATE TABLE "search_index" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "builder" TEXT,
  "lease_until" DATETIME
);
INSERT INTO "search_index" ("id") VALUES (1);

-- `facts`: which papers it has and what they are about; `directory`: the first key of each of its blocks; `gone`: those of its papers that
-- were changed or deleted since, as JSON. A segment that is not `live` is in the making, or was left behind by a builder that was stopped.
CREATE TABLE "search_segment" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "live" BOOLEAN NOT NULL DEFAULT false,
  "paper_count" INTEGER NOT NULL,
  "directory" TEXT NOT NULL,
  "facts" BLOB NOT NULL,
  "gone" TEXT NOT NULL DEFAULT '[]',
  "gone_count" INTEGER NOT NULL DEFAULT 0,
  "built_at" DATETIME NOT NULL
);

-- `id`: the segment times 2^20, plus the number of the block.
CREATE TABLE "search_block" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "data" BLOB NOT NULL
);

CREATE TABLE "search_vector" (
  "paper_pk" INTEGER NOT NULL PRIMARY KEY REFERENCES "paper"("pk") ON DELETE CASCADE,
  "words" BLOB NOT NULL
);

-- Papers that the segments do not know as they are now. What is in here counts, whatever a segment says of it.
CREATE TABLE "search_change" (
  "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "paper_pk" INTEGER NOT NULL
);
INSERT INTO "search_change" ("paper_pk") SELECT "pk" FROM "paper" ORDER BY "pk";

CREATE TRIGGER "search_paper_insert" AFTER INSERT ON "paper" BEGIN
  INSERT INTO "search_change" ("paper_pk") VALUES (new.pk);
END;
CREATE TRIGGER "search_paper_delete" AFTER DELETE ON "paper" BEGIN
  INSERT INTO "search_change" ("paper_pk") VALUES (old.pk);
END;
CREATE TRIGGER "search_paper_update" AFTER UPDATE OF "title", "abstract", "authors", "categories", "published", "code_url", "withdrawn_at" ON "paper" BEGIN
  INSERT INTO "search_change" ("paper_pk") VALUES (new.pk);
END;
-- For all topics that a paper gets together one entry is enough, as long as it is newer than what anybody has read.
CREATE TRIGGER "search_topic_insert" AFTER INSERT ON "paper_topic" BEGIN
  DELETE FROM "search_change" WHERE "seq" = (SELECT max("seq") FROM "search_change") AND "paper_pk" = new.paper_pk;
  INSERT INTO "search_change" ("paper_pk") VALUES (new.paper_pk);
END;
CREATE TRIGGER "search_topic_delete" AFTER DELETE ON "paper_topic" BEGIN
  DELETE FROM "search_change" WHERE "seq" = (SELECT max("seq") FROM "search_change") AND "paper_pk" = old.paper_pk;
  INSERT INTO "search_change" ("paper_pk") VALUES (old.paper_pk);
END;
