-- What the operator says of a paper's topics, which counts for more than what the tagger finds.
CREATE TABLE "topic_correction" (
  "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk") ON DELETE CASCADE,
  "topic_slug" TEXT NOT NULL,
  "wanted" BOOLEAN NOT NULL,
  "corrected_at" DATETIME NOT NULL,
  PRIMARY KEY ("paper_pk", "topic_slug")
) WITHOUT ROWID;
