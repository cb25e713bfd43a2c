-- In which issues a paper was, for its own page.
CREATE INDEX "issue_paper_paper_id_idx" ON "issue_paper"("paper_id");
