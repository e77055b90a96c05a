CREATE INDEX CONCURRENTLY IF NOT EXISTS "Transaction_customerId_createdAt_id_idx" ON "Transaction"("customerId", "createdAt", "id");
