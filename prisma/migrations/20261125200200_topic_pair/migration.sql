-- How many papers carry two topics together, in both directions, kept by triggers: what each further topic would leave is a look-up.
CREATE TABLE "topic_pair" (
  "topic_slug" TEXT NOT NULL,
  "other_slug" TEXT NOT NULL,
  "paper_count" INTEGER NOT NULL,
  PRIMARY KEY ("topic_slug", "other_slug")
) WITHOUT ROWID;

INSERT INTO "topic_pair"
  SELECT a."topic_slug", b."topic_slug", count(*) FROM "paper_topic" a
  JOIN "paper_topic" b ON b."paper_pk" = a."paper_pk" AND b."topic_slug" <> a."topic_slug" GROUP BY 1, 2;

CREATE TRIGGER "paper_topic_pair_insert" AFTER INSERT ON "paper_topic" BEGIN
  INSERT INTO "topic_pair"
    SELECT new.topic_slug, "topic_slug", 1 FROM "paper_topic" WHERE "paper_pk" = new.paper_pk AND "topic_slug" <> new.topic_slug
    UNION ALL
    SELECT "topic_slug", new.topic_slug, 1 FROM "paper_topic" WHERE "paper_pk" = new.paper_pk AND "topic_slug" <> new.topic_slug
    ON CONFLICT DO UPDATE SET "paper_count" = "paper_count" + 1;
END;
CREATE TRIGGER "paper_topic_pair_delete" AFTER DELETE ON "paper_topic" BEGIN
  UPDATE "topic_pair" SET "paper_count" = "paper_count" - 1 WHERE "topic_slug" = old.topic_slug
    AND "other_slug" IN (SELECT "topic_slug" FROM "paper_topic" WHERE "paper_pk" = old.paper_pk);
  UPDATE "topic_pair" SET "paper_count" = "paper_count" - 1 WHERE "other_slug" = old.topic_slug
    AND "topic_slug" IN (SELECT "topic_slug" FROM "paper_topic" WHERE "paper_pk" = old.paper_pk);
END;
