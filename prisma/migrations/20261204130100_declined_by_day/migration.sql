CREATE INDEX CONCURRENTLY IF NOT EXISTS "Transaction_declined_idx" ON "Transaction"("settledAt" DESC) WHERE "status" = 'DECLINED';
