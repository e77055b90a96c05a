CREATE INDEX CONCURRENTLY IF NOT EXISTS "Dispute_openedAt_idx" ON "Dispute"("openedAt");
