CREATE INDEX CONCURRENTLY IF NOT EXISTS "Transaction_country_createdAt_id_idx" ON "Transaction"("country", "createdAt" DESC, "id" DESC);
