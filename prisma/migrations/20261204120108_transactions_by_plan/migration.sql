CREATE INDEX CONCURRENTLY IF NOT EXISTS "Transaction_planId_createdAt_id_idx" ON "Transaction"("planId", "createdAt" DESC, "id" DESC);
