CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invoice_paid_later" ON "Invoice"("paidAt", "issuedAt") WHERE "kind" = 'INVOICE' AND "paidAt" - "issuedAt" > interval '1 hour';
