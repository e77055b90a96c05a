CREATE INDEX CONCURRENTLY IF NOT EXISTS "Transaction_gateway_createdAt_id_idx" ON "Transaction"("gateway", "createdAt" DESC, "id" DESC);
