CREATE INDEX CONCURRENTLY IF NOT EXISTS "Voucher_batchId_redeemedAt_revokedAt_idx" ON "Voucher"("batchId", "redeemedAt", "revokedAt");
