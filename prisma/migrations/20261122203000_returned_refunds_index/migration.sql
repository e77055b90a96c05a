-- Few refunds come back: the dashboard counts those that nobody has made good.
CREATE INDEX "Transaction_returnedAt_idx" ON "Transaction"("returnedAt") WHERE "returnedAt" IS NOT NULL;
