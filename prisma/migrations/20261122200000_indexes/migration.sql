-- CreateIndex
CREATE INDEX "Invoice_orderId_idx" ON "Invoice"("orderId");

-- CreateIndex
CREATE INDEX "LedgerJournal_transactionId_idx" ON "LedgerJournal"("transactionId");

-- CreateIndex
CREATE INDEX "Message_subscriptionId_idx" ON "Message"("subscriptionId");

-- CreateIndex
CREATE INDEX "Message_invoiceId_idx" ON "Message"("invoiceId");

-- CreateIndex
CREATE INDEX "Order_visitor_idx" ON "Order"("visitor");

-- CreateIndex
CREATE INDEX "Subscription_priceId_idx" ON "Subscription"("priceId");

-- CreateIndex
CREATE INDEX "Transaction_gateway_paymentReference_idx" ON "Transaction"("gateway", "paymentReference");

-- CreateIndex
CREATE INDEX "Transaction_orderId_idx" ON "Transaction"("orderId");

-- Few rows have these, so the index holds only those: most writes do not touch it.
CREATE INDEX "Transaction_refundOfId_idx" ON "Transaction"("refundOfId") WHERE "refundOfId" IS NOT NULL;
CREATE INDEX "Invoice_creditOfId_idx" ON "Invoice"("creditOfId") WHERE "creditOfId" IS NOT NULL;
CREATE INDEX "InboundEvent_not_handled_idx" ON "InboundEvent"("receivedAt") WHERE "handledAt" IS NULL;
