-- The public issues, each as it was made, and the limits of the subscribe form.

-- One row for each date and topic ('' is that of all topics), never changed once it is there. "papers" lists, in order, ids of papers and
-- what they gained, as JSON.
CREATE TABLE "issue" (
  "date" TEXT NOT NULL,
  "topic" TEXT NOT NULL,
  "made_at" DATETIME NOT NULL,
  "freshness" TEXT NOT NULL,
  "papers" TEXT NOT NULL,
  PRIMARY KEY ("date", "topic")
) WITHOUT ROWID;

-- The papers of a date's issues as they were on that day (JSON): once for all topics.
CREATE TABLE "issue_paper" (
  "date" TEXT NOT NULL,
  "paper_id" TEXT NOT NULL,
  "data" TEXT NOT NULL,
  PRIMARY KEY ("date", "paper_id")
) WITHOUT ROWID;

-- How often something was asked for in a span of time. The key is an HMAC: of a visitor's network nothing else is kept.
CREATE TABLE "asking" (
  "key" TEXT NOT NULL PRIMARY KEY,
  "times" INTEGER NOT NULL,
  "expires_at" DATETIME NOT NULL
) WITHOUT ROWID;
CREATE INDEX "asking_expires_at_idx" ON "asking"("expires_at");
