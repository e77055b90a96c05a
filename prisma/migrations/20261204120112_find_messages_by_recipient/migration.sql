CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_recipient_idx" ON "Message"(lower("recipient") text_pattern_ops);
