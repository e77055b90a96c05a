-- What reports count on each look at the dashboard (lib/reports/unknown-methods.ts).
CREATE INDEX "Transaction_unknown_method_idx" ON "Transaction"("invoiceId") WHERE "failureCode" = 'payment_method_unknown';
