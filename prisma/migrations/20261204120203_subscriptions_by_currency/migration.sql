CREATE INDEX CONCURRENTLY IF NOT EXISTS "Subscription_currency_createdAt_id_idx" ON "Subscription"("currency", "createdAt" DESC, "id" DESC);
