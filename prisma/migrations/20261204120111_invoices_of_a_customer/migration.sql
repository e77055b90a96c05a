CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invoice_customerId_createdAt_id_idx" ON "Invoice"("customerId", "createdAt", "id");
