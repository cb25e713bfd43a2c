-- What operators ask for, hold back and did, who of them came in, and how many mails ended how.

-- A run that somebody asked for. A worker takes it with the job's own lease, so that it runs once.
CREATE TABLE "job_request" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "job" TEXT NOT NULL,
  "asked_by" TEXT NOT NULL,
  "asked_at" DATETIME NOT NULL,
  "taken_by" TEXT,
  "taken_at" DATETIME,
  "finished_at" DATETIME,
  "ok" BOOLEAN,
  "said" TEXT
);
CREATE INDEX "job_request_open" ON "job_request"("job") WHERE "finished_at" IS NULL;

-- What does not happen by itself until somebody lets it: 'mail', or a job.
CREATE TABLE "pause" (
  "what" TEXT NOT NULL PRIMARY KEY,
  "since" DATETIME NOT NULL,
  "who" TEXT NOT NULL,
  "why" TEXT
);

-- A link into /admin that works once; used, it is the session of whoever used it.
CREATE TABLE "admin_entry" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "who" TEXT NOT NULL,
  "made_at" DATETIME NOT NULL,
  "expires_at" DATETIME NOT NULL,
  "used_at" DATETIME,
  "ended_at" DATETIME
);
CREATE INDEX "admin_entry_expires_at_idx" ON "admin_entry"("expires_at");

-- Who did what to what, and what came of it. Only ever added to; what is older than a year may be forgotten.
CREATE TABLE "audit" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "at" DATETIME NOT NULL,
  "who" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "target" TEXT,
  "outcome" TEXT NOT NULL
);
CREATE INDEX "audit_at_idx" ON "audit"("at");
CREATE TRIGGER "audit_stays" BEFORE UPDATE ON "audit" BEGIN
  SELECT RAISE(ABORT, 'The audit is only ever added to.');
END;
CREATE TRIGGER "audit_is_kept" BEFORE DELETE ON "audit" WHEN OLD."at" > (unixepoch() - 365 * 86400) * 1000 BEGIN
  SELECT RAISE(ABORT, 'The audit of a year is kept.');
END;

-- How often a mail ended so, since there is this table: counting the ledger would read all of it.
CREATE TABLE "mail_count" (
  "kind" TEXT NOT NULL,
  "result" TEXT NOT NULL,
  "count" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("kind", "result")
) WITHOUT ROWID;
INSERT INTO "mail_count" ("kind", "result") VALUES
  ('digest', 'sent'), ('digest', 'retry'), ('digest', 'failed'), ('digest', 'uncertain'),
  ('letter', 'sent'), ('letter', 'retry'), ('letter', 'failed'), ('letter', 'uncertain');
CREATE TRIGGER "delivery_counted" AFTER UPDATE OF "state" ON "delivery"
WHEN NEW."state" <> OLD."state" AND NEW."state" IN ('sent', 'retry', 'failed', 'uncertain') BEGIN
  UPDATE "mail_count" SET "count" = "count" + 1 WHERE "kind" = 'digest' AND "result" = NEW."state";
END;
CREATE TRIGGER "letter_counted" AFTER UPDATE OF "state" ON "letter"
WHEN NEW."state" <> OLD."state" AND NEW."state" <> 'sending' BEGIN
  UPDATE "mail_count" SET "count" = "count" + 1
  WHERE "kind" = 'letter' AND "result" = CASE NEW."state" WHEN 'queued' THEN 'retry' ELSE NEW."state" END;
END;

-- The oldest one waiting, without a look at those that were sent.
CREATE INDEX "delivery_waiting" ON "delivery"("due_at") WHERE "state" IN ('queued', 'retry');
