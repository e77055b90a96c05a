-- CreateIndex
CREATE INDEX "PriceNotice_moveId_status_idx" ON "PriceNotice"("moveId", "status");
