-- DropIndex
DROP INDEX "Transaction_gateway_paymentReference_idx";

-- CreateIndex
CREATE UNIQUE INDEX "Transaction_gateway_paymentReference_key" ON "Transaction"("gateway", "paymentReference");
