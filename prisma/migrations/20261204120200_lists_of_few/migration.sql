-- Of tables with a row a viewer or subscription: built in a moment.
CREATE INDEX "Customer_country_createdAt_id_idx" ON "Customer"("country", "createdAt" DESC, "id" DESC);
CREATE INDEX "Subscription_status_createdAt_id_idx" ON "Subscription"("status", "createdAt" DESC, "id" DESC);
CREATE INDEX "Subscription_planId_createdAt_id_idx" ON "Subscription"("planId", "createdAt" DESC, "id" DESC);
CREATE INDEX "Subscription_currency_createdAt_id_idx" ON "Subscription"("currency", "createdAt" DESC, "id" DESC);

-- Each is the beginning of an index that is there now.
DROP INDEX "Message_customerId_createdAt_idx";
DROP INDEX "Transaction_customerId_createdAt_idx";
DROP INDEX "Transaction_planId_idx";
DROP INDEX "Invoice_customerId_createdAt_idx";
