CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_status_createdAt_id_idx" ON "Message"("status", "createdAt" DESC, "id" DESC);
