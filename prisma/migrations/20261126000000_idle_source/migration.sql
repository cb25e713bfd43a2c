-- A source that had nothing to ask is not silent, and did not answer either.
ALTER TABLE source_state ADD COLUMN idle_at DATETIME;
