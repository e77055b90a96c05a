-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "askedCycle" INTEGER,
ADD COLUMN     "transferId" UUID;

-- Few pay by transfer: whose next period is to be asked for is found among them alone.
CREATE INDEX "Subscription_paid_by_transfer_idx" ON "Subscription"("renewsAt") WHERE "transferId" IS NOT NULL;
