CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_templateVersionId_createdAt_id_idx" ON "Message"("templateVersionId", "createdAt" DESC, "id" DESC);
