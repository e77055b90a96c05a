CREATE INDEX CONCURRENTLY IF NOT EXISTS "LedgerEntry_given_up" ON "LedgerEntry"("at", "invoiceId") WHERE "account" = 'written_off' AND "invoiceId" IS NOT NULL;
