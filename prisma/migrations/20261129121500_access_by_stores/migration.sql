-- AlterTable
ALTER TABLE "DomainEvent" ADD COLUMN     "storePurchaseId" UUID;

-- AlterTable
ALTER TABLE "StorePurchase" ADD COLUMN     "accessAt" TIMESTAMPTZ(3),
ADD COLUMN     "accessOf" UUID,
ADD COLUMN     "accessTo" UUID;

-- CreateIndex
CREATE INDEX "StorePurchase_accessAt_idx" ON "StorePurchase"("accessAt");

-- AddForeignKey
ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_storePurchaseId_fkey" FOREIGN KEY ("storePurchaseId") REFERENCES "StorePurchase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE INDEX "DomainEvent_storePurchaseId_at_idx" ON "DomainEvent"("storePurchaseId", "at") WHERE "storePurchaseId" IS NOT NULL;

-- Access is a subscription's or a purchase's; whatever is neither, nor a payment's, nor a message's, is a subscription's.
ALTER TABLE "DomainEvent" DROP CONSTRAINT "DomainEvent_names_its_subject";
ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_names_its_subject" CHECK (
  num_nonnulls("subscriptionId", "transactionId", "messageId", "storePurchaseId") = 1
  AND ("subject" = 'PAYMENT') = ("transactionId" IS NOT NULL) AND ("subject" = 'MESSAGE') = ("messageId" IS NOT NULL)
  AND ("storePurchaseId" IS NULL OR "subject" = 'ACCESS'));

-- What is watched by a store already is told by the worker.
UPDATE "StorePurchase" SET "accessAt" = now() WHERE "status" IN ('ACTIVE', 'GRACE') AND "customerId" IS NOT NULL;
