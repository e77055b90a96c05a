CREATE INDEX CONCURRENTLY IF NOT EXISTS "Subscription_status_createdAt_id_idx" ON "Subscription"("status", "createdAt" DESC, "id" DESC);
