CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invoice_status_createdAt_id_idx" ON "Invoice"("status", "createdAt" DESC, "id" DESC);
