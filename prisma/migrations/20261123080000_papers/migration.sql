-- Papers, their topics, what sources say of them, and the search index.
-- Times are milliseconds since 1970 (UTC) in DATETIME columns; publication dates are ISO 8601 text, as precise as known.

CREATE TABLE "paper" (
  "pk" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "id" TEXT NOT NULL,
  "arxiv_id" TEXT,
  "title_key" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "abstract" TEXT NOT NULL,
  "authors" TEXT NOT NULL DEFAULT '[]',
  "categories" TEXT NOT NULL DEFAULT '[]',
  "published" TEXT,
  "updated" TEXT,
  "code_url" TEXT,
  "first_seen_at" DATETIME NOT NULL,
  "changed_at" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "paper_id_key" ON "paper"("id");
CREATE UNIQUE INDEX "paper_arxiv_id_key" ON "paper"("arxiv_id");
CREATE INDEX "paper_title_key_idx" ON "paper"("title_key");
CREATE INDEX "paper_published_pk_idx" ON "paper"("published" DESC, "pk" DESC);
CREATE INDEX "paper_first_seen_at_idx" ON "paper"("first_seen_at");
CREATE INDEX "paper_with_code_idx" ON "paper"("published" DESC, "pk" DESC) WHERE "code_url" IS NOT NULL;

CREATE TABLE "paper_alias" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE
);
CREATE INDEX "paper_alias_paper_pk_idx" ON "paper_alias"("paper_pk");

CREATE TABLE "paper_category" (
  "category" TEXT NOT NULL,
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE,
  PRIMARY KEY ("category", "paper_pk")
) WITHOUT ROWID;
CREATE INDEX "paper_category_paper_pk_idx" ON "paper_category"("paper_pk");

CREATE TABLE "paper_year" (
  "year" TEXT NOT NULL PRIMARY KEY,
  "paper_count" INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE "topic" (
  "slug" TEXT NOT NULL PRIMARY KEY,
  "paper_count" INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "paper_topic" (
  "topic_slug" TEXT NOT NULL REFERENCES "topic"("slug"),
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE,
  "published" TEXT,
  "reason" TEXT NOT NULL,
  PRIMARY KEY ("topic_slug", "paper_pk")
) WITHOUT ROWID;
CREATE INDEX "paper_topic_paper_pk_idx" ON "paper_topic"("paper_pk");
CREATE INDEX "paper_topic_topic_slug_published_paper_pk_idx" ON "paper_topic"("topic_slug", "published" DESC, "paper_pk" DESC);

CREATE TABLE "observation" (
  "arxiv_id" TEXT NOT NULL,
  "signal" TEXT NOT NULL,
  "observed_at" DATETIME NOT NULL,
  "value" INTEGER NOT NULL,
  PRIMARY KEY ("arxiv_id", "signal", "observed_at")
) WITHOUT ROWID;
CREATE INDEX "observation_observed_at_idx" ON "observation"("observed_at");

CREATE TABLE "score" (
  "window" TEXT NOT NULL,
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE,
  "score" REAL NOT NULL,
  "gain" REAL NOT NULL,
  "because" TEXT NOT NULL,
  "ranked_at" DATETIME NOT NULL,
  PRIMARY KEY ("window", "paper_pk")
) WITHOUT ROWID;
CREATE INDEX "score_window_score_paper_pk_idx" ON "score"("window", "score" DESC, "paper_pk" DESC);
CREATE INDEX "score_paper_pk_idx" ON "score"("paper_pk");

CREATE TABLE "source_state" (
  "name" TEXT NOT NULL PRIMARY KEY,
  "last_attempt_at" DATETIME,
  "last_success_at" DATETIME,
  "last_paper_at" DATETIME,
  "last_error" TEXT,
  "papers" INTEGER NOT NULL DEFAULT 0,
  "cursor" TEXT
);

-- The search index holds no copy of the text; it is kept in step by the three triggers below, in the writer's own transaction.
CREATE VIRTUAL TABLE "paper_fts" USING fts5(
  title, abstract, authors,
  content = 'paper', content_rowid = 'pk',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER "paper_fts_insert" AFTER INSERT ON "paper" BEGIN
  INSERT INTO "paper_fts"(rowid, title, abstract, authors) VALUES (new.pk, new.title, new.abstract, new.authors);
END;
CREATE TRIGGER "paper_fts_delete" AFTER DELETE ON "paper" BEGIN
  INSERT INTO "paper_fts"("paper_fts", rowid, title, abstract, authors) VALUES ('delete', old.pk, old.title, old.abstract, old.authors);
END;
CREATE TRIGGER "paper_fts_update" AFTER UPDATE OF "title", "abstract", "authors" ON "paper" BEGIN
  INSERT INTO "paper_fts"("paper_fts", rowid, title, abstract, authors) VALUES ('delete', old.pk, old.title, old.abstract, old.authors);
  INSERT INTO "paper_fts"(rowid, title, abstract, authors) VALUES (new.pk, new.title, new.abstract, new.authors);
END;

CREATE TRIGGER "paper_category_insert" AFTER INSERT ON "paper" BEGIN
  INSERT OR IGNORE INTO "paper_category" SELECT value, new.pk FROM json_each(new.categories);
END;
CREATE TRIGGER "paper_category_update" AFTER UPDATE OF "categories" ON "paper" BEGIN
  DELETE FROM "paper_category" WHERE "paper_pk" = new.pk;
  INSERT OR IGNORE INTO "paper_category" SELECT value, new.pk FROM json_each(new.categories);
END;

CREATE TRIGGER "paper_year_insert" AFTER INSERT ON "paper" BEGIN
  INSERT INTO "paper_year" VALUES (coalesce(substr(new.published, 1, 4), ''), 1)
    ON CONFLICT ("year") DO UPDATE SET "paper_count" = "paper_count" + 1;
END;
CREATE TRIGGER "paper_year_delete" AFTER DELETE ON "paper" BEGIN
  UPDATE "paper_year" SET "paper_count" = "paper_count" - 1 WHERE "year" = coalesce(substr(old.published, 1, 4), '');
END;
CREATE TRIGGER "paper_published_update" AFTER UPDATE OF "published" ON "paper" WHEN old.published IS NOT new.published BEGIN
  UPDATE "paper_year" SET "paper_count" = "paper_count" - 1 WHERE "year" = coalesce(substr(old.published, 1, 4), '');
  INSERT INTO "paper_year" VALUES (coalesce(substr(new.published, 1, 4), ''), 1)
    ON CONFLICT ("year") DO UPDATE SET "paper_count" = "paper_count" + 1;
  UPDATE "paper_topic" SET "published" = new.published WHERE "paper_pk" = new.pk;
END;

CREATE TRIGGER "paper_topic_before_insert" BEFORE INSERT ON "paper_topic" BEGIN
  INSERT OR IGNORE INTO "topic" ("slug") VALUES (new.topic_slug);
END;
CREATE TRIGGER "paper_topic_insert" AFTER INSERT ON "paper_topic" BEGIN
  UPDATE "topic" SET "paper_count" = "paper_count" + 1 WHERE "slug" = new.topic_slug;
  UPDATE "paper_topic" SET "published" = (SELECT "published" FROM "paper" WHERE "pk" = new.paper_pk)
    WHERE "topic_slug" = new.topic_slug AND "paper_pk" = new.paper_pk;
END;
CREATE TRIGGER "paper_topic_delete" AFTER DELETE ON "paper_topic" BEGIN
  UPDATE "topic" SET "paper_count" = "paper_count" - 1 WHERE "slug" = old.topic_slug;
END;
