CREATE INDEX CONCURRENTLY IF NOT EXISTS "Transaction_last4_createdAt_id_idx" ON "Transaction"("last4", "createdAt" DESC, "id" DESC);
