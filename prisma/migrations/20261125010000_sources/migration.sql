-- Asking services politely, from any number of processes, and remembering how far each source was visited.

-- What is owed to a service: one request at a time, a gap between two, and no request before it said so.
CREATE TABLE "service" (
  "name" TEXT NOT NULL PRIMARY KEY,
  "held_by" TEXT,
  "lease_until" DATETIME,
  "last_by" TEXT,
  "free_at" DATETIME NOT NULL,
  "told_until" DATETIME NOT NULL,
  "hour_ends" DATETIME NOT NULL,
  "hour_count" INTEGER NOT NULL DEFAULT 0
);

-- How far a source was visited: "days" is empty for what is new, else the first and the last day of a range, which has a cursor of its own.
CREATE TABLE "visit" (
  "source" TEXT NOT NULL,
  "days" TEXT NOT NULL,
  "cursor" TEXT,
  "leased_by" TEXT,
  "lease_until" DATETIME,
  PRIMARY KEY ("source", "days")
) WITHOUT ROWID;

-- The cursor was never written to.
ALTER TABLE "source_state" DROP COLUMN "cursor";
ALTER TABLE "source_state" ADD COLUMN "failures_in_a_row" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "source_state" ADD COLUMN "retry_at" DATETIME;

-- When a source of signals was asked about a paper last, also where it knew nothing of it.
CREATE TABLE "asked" (
  "source" TEXT NOT NULL,
  "arxiv_id" TEXT NOT NULL,
  "asked_at" DATETIME NOT NULL,
  PRIMARY KEY ("source", "arxiv_id")
) WITHOUT ROWID;

-- One row that counts what was taken in. Who merges what it hears with what is known writes only if nobody else wrote in between.
CREATE TABLE "intake" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "version" INTEGER NOT NULL
);
INSERT INTO "intake" VALUES (1, 0);

ALTER TABLE "paper" ADD COLUMN "withdrawn_at" DATETIME;
CREATE INDEX "paper_withdrawn_idx" ON "paper"("pk") WHERE "withdrawn_at" IS NOT NULL;
