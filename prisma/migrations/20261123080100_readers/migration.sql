-- Readers, the ledger of what was sent to them, and the record of the work that happens by itself.

CREATE TABLE "subscriber" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "email" TEXT,
  "email_hash" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('pending', 'active', 'left', 'suppressed')),
  "frequency" TEXT NOT NULL CHECK ("frequency" IN ('daily', 'weekly')),
  "weekday" INTEGER NOT NULL CHECK ("weekday" BETWEEN 1 AND 7),
  "hour" INTEGER NOT NULL CHECK ("hour" BETWEEN 0 AND 23),
  "zone" TEXT NOT NULL,
  "consent" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "confirmed_at" DATETIME,
  "left_at" DATETIME,
  "next_due_at" DATETIME
);
CREATE UNIQUE INDEX "subscriber_email_hash_key" ON "subscriber"("email_hash");
CREATE INDEX "subscriber_next_due_at_idx" ON "subscriber"("next_due_at");

CREATE TABLE "subscriber_topic" (
  "subscriber_id" TEXT NOT NULL REFERENCES "subscriber"("id") ON DELETE CASCADE,
  "topic_slug" TEXT NOT NULL,
  PRIMARY KEY ("subscriber_id", "topic_slug")
) WITHOUT ROWID;

CREATE TABLE "delivery" (
  "subscriber_id" TEXT NOT NULL REFERENCES "subscriber"("id") ON DELETE CASCADE,
  "local_date" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('queued', 'claimed', 'sending', 'sent', 'failed', 'uncertain', 'retry', 'skipped')),
  "due_at" DATETIME NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_attempt_at" DATETIME NOT NULL,
  "lease_until" DATETIME,
  "claimed_by" TEXT,
  "message_id" TEXT,
  "paper_count" INTEGER NOT NULL DEFAULT 0,
  "reason" TEXT,
  "last_reply" TEXT,
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("subscriber_id", "local_date")
) WITHOUT ROWID;
CREATE INDEX "delivery_state_next_attempt_at_idx" ON "delivery"("state", "next_attempt_at");
CREATE INDEX "delivery_due_at_idx" ON "delivery"("due_at");

CREATE TABLE "delivered_paper" (
  "subscriber_id" TEXT NOT NULL REFERENCES "subscriber"("id") ON DELETE CASCADE,
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE,
  "local_date" TEXT NOT NULL,
  PRIMARY KEY ("subscriber_id", "paper_pk")
) WITHOUT ROWID;
CREATE INDEX "delivered_paper_paper_pk_idx" ON "delivered_paper"("paper_pk");

CREATE TABLE "letter" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "subscriber_id" TEXT NOT NULL REFERENCES "subscriber"("id") ON DELETE CASCADE,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('confirm', 'manage')),
  "state" TEXT NOT NULL CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'uncertain')),
  "queued_at" DATETIME NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_attempt_at" DATETIME NOT NULL,
  "lease_until" DATETIME,
  "last_reply" TEXT,
  "updated_at" DATETIME NOT NULL
);
CREATE INDEX "letter_state_next_attempt_at_idx" ON "letter"("state", "next_attempt_at");
CREATE INDEX "letter_subscriber_id_queued_at_idx" ON "letter"("subscriber_id", "queued_at");

CREATE TABLE "job" (
  "name" TEXT NOT NULL PRIMARY KEY,
  "last_started_at" DATETIME,
  "last_checked_at" DATETIME,
  "lease_until" DATETIME,
  "leased_by" TEXT
);

CREATE TABLE "job_run" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "job" TEXT NOT NULL,
  "started_at" DATETIME NOT NULL,
  "finished_at" DATETIME,
  "ok" BOOLEAN,
  "summary" TEXT,
  "error" TEXT
);
CREATE INDEX "job_run_job_started_at_idx" ON "job_run"("job", "started_at" DESC);
CREATE INDEX "job_run_started_at_idx" ON "job_run"("started_at" DESC);
