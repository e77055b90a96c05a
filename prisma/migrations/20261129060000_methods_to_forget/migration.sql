-- AlterTable
ALTER TABLE "PaymentMethod" ADD COLUMN     "forgetAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "PaymentMethod_forgetAt_idx" ON "PaymentMethod"("forgetAt");
