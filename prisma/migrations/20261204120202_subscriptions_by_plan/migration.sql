CREATE INDEX CONCURRENTLY IF NOT EXISTS "Subscription_planId_createdAt_id_idx" ON "Subscription"("planId", "createdAt" DESC, "id" DESC);
