-- Rankings side by side, places and how they moved, and what is remembered between two rankings so that the next one is quick.

CREATE TABLE "new_score" (
  "ranking" TEXT NOT NULL,
  "window" TEXT NOT NULL,
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE,
  "score" REAL NOT NULL,
  "gain" REAL NOT NULL,
  "because" TEXT NOT NULL,
  "published" TEXT NOT NULL,
  "place" INTEGER,
  "previous_place" INTEGER,
  "day" INTEGER,
  "mark" INTEGER NOT NULL,
  PRIMARY KEY ("ranking", "window", "paper_pk")
) WITHOUT ROWID;
-- What was ranked so far stands until the next ranking, a quarter of an hour at most.
INSERT INTO "new_score" SELECT 'attn', s."window", s."paper_pk", s."score", s."gain", s."because", coalesce(p."published", ''),
  row_number() OVER (PARTITION BY s."window" ORDER BY s."score" DESC, p."published" DESC, p."pk" DESC), NULL, NULL, 0
  FROM "score" s JOIN "paper" p ON p."pk" = s."paper_pk";
-- Of each ranking and window: as of when, with which settings, and how many papers have a score, how many of them gained something.
CREATE TABLE "standing" (
  "ranking" TEXT NOT NULL,
  "window" TEXT NOT NULL,
  "ranked_at" DATETIME NOT NULL,
  "settings" TEXT NOT NULL,
  "scored" INTEGER NOT NULL,
  "gained" INTEGER NOT NULL,
  PRIMARY KEY ("ranking", "window")
) WITHOUT ROWID;
INSERT INTO "standing" SELECT 'attn', "window", max("ranked_at"), '', count(*), sum("gain" > 0) FROM "score" GROUP BY "window";
DROP TABLE "score";
ALTER TABLE "new_score" RENAME TO "score";
CREATE INDEX "score_ranking_window_score_published_paper_pk_idx"
  ON "score"("ranking", "window", "score" DESC, "published" DESC, "paper_pk" DESC);
CREATE INDEX "score_paper_pk_idx" ON "score"("paper_pk");

-- The first places of a ranking at a time, as a JSON list of papers, best first: movement is told against the day before.
CREATE TABLE "past_places" (
  "ranking" TEXT NOT NULL,
  "window" TEXT NOT NULL,
  "taken_at" DATETIME NOT NULL,
  "papers" TEXT NOT NULL,
  PRIMARY KEY ("ranking", "window", "taken_at")
) WITHOUT ROWID;

-- What the ranking reads out of a paper's observations (JSON), made as of a time and for a half-life, and from when on it is no longer so.
CREATE TABLE "reading" (
  "arxiv_id" TEXT NOT NULL PRIMARY KEY,
  "made_at" DATETIME NOT NULL,
  "made_for" TEXT NOT NULL,
  "stale_at" DATETIME NOT NULL,
  "data" TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "reading" SELECT DISTINCT "arxiv_id", 0, '', 0, '' FROM "observation";

-- Whatever is done to a paper's observations makes its reading stale, whoever does it.
CREATE TRIGGER "observation_insert" AFTER INSERT ON "observation" BEGIN
  INSERT OR IGNORE INTO "reading" VALUES (new.arxiv_id, 0, '', 0, '');
  UPDATE "reading" SET "stale_at" = 0 WHERE "arxiv_id" = new.arxiv_id AND "stale_at" <> 0;
END;
CREATE TRIGGER "observation_update" AFTER UPDATE ON "observation" BEGIN
  UPDATE "reading" SET "stale_at" = 0 WHERE "arxiv_id" IN (old.arxiv_id, new.arxiv_id) AND "stale_at" <> 0;
  INSERT OR IGNORE INTO "reading" VALUES (new.arxiv_id, 0, '', 0, '');
END;
CREATE TRIGGER "observation_delete" AFTER DELETE ON "observation" BEGIN
  UPDATE "reading" SET "stale_at" = 0 WHERE "arxiv_id" = old.arxiv_id AND "stale_at" <> 0;
END;
-- When a paper comes, or another date of it is heard, what its first observation gave is another question.
CREATE TRIGGER "paper_reading_insert" AFTER INSERT ON "paper" BEGIN
  UPDATE "reading" SET "stale_at" = 0 WHERE "arxiv_id" = new.arxiv_id AND "stale_at" <> 0;
END;
CREATE TRIGGER "paper_reading_update" AFTER UPDATE OF "published", "arxiv_id" ON "paper" BEGIN
  UPDATE "reading" SET "stale_at" = 0 WHERE "arxiv_id" = new.arxiv_id AND "stale_at" <> 0;
END;
