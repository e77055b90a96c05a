CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invoice_recovered_idx" ON "Invoice"("currency", "paidAt") INCLUDE ("total", "attempts") WHERE "attempts" > 0 AND "paidAt" IS NOT NULL;
