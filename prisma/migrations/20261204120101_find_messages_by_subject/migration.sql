CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_subject_idx" ON "Message" USING gin (to_tsvector('simple', "subject"));
