-- What all workers know together of the mail server, whom no mail may be sent to any more, and when an issue was refused for our own sake.

CREATE TABLE "mail_server" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "stopped_at" DATETIME,
  "why" TEXT,
  "probe_at" DATETIME,
  "last_reply" TEXT,
  "last_reply_at" DATETIME,
  "last_sent_at" DATETIME,
  "recent" TEXT NOT NULL DEFAULT '',
  "free_at" DATETIME
);
INSERT INTO "mail_server" ("id") VALUES (1);

CREATE TABLE "suppression" (
  "email_hash" TEXT NOT NULL PRIMARY KEY,
  "reason" TEXT NOT NULL,
  "detail" TEXT,
  "at" DATETIME NOT NULL
);
CREATE INDEX "suppression_at_idx" ON "suppression"("at");

ALTER TABLE "delivery" ADD COLUMN "refused_at" DATETIME;
