CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_templateKey_createdAt_id_idx" ON "Message"("templateKey", "createdAt" DESC, "id" DESC);
