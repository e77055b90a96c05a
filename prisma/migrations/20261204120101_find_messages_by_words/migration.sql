CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_words_idx" ON "Message" USING gin (message_words("recipient", "subject"));
