-- What a reader can choose beyond topics, day and hour.

-- "weekdays" is new. SQLite cannot change a CHECK, and rebuilding the table would take along everything that refers to it: the column is
-- replaced instead.
ALTER TABLE "subscriber" ADD COLUMN "rhythm" TEXT NOT NULL DEFAULT 'daily' CHECK ("rhythm" IN ('daily', 'weekdays', 'weekly'));
UPDATE "subscriber" SET "rhythm" = "frequency";
ALTER TABLE "subscriber" DROP COLUMN "frequency";
ALTER TABLE "subscriber" RENAME COLUMN "rhythm" TO "frequency";

-- Lists as JSON: searches in the query language, and slugs of topics that are not to be seen.
ALTER TABLE "subscriber" ADD COLUMN "searches" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "subscriber" ADD COLUMN "excluded" TEXT NOT NULL DEFAULT '[]';
-- Null: as many as usual.
ALTER TABLE "subscriber" ADD COLUMN "count" INTEGER CHECK ("count" BETWEEN 1 AND 30);
ALTER TABLE "subscriber" ADD COLUMN "quiet" TEXT NOT NULL DEFAULT 'skip' CHECK ("quiet" IN ('skip', 'note'));
-- The local date with which mails begin again.
ALTER TABLE "subscriber" ADD COLUMN "paused_until" TEXT;
