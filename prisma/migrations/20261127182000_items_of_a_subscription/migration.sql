-- A subscription is made of items, each with its price and grants as sold; who pays may be another than who watches (docs/decisions/0018).
-- CreateEnum
CREATE TYPE "ItemKind" AS ENUM ('PLAN', 'ADD_ON');

-- AlterTable
ALTER TABLE "InvoiceLine" ADD COLUMN     "itemId" UUID,
ADD COLUMN     "periodEnd" TIMESTAMPTZ(3),
ADD COLUMN     "periodStart" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "payerId" UUID;

-- CreateTable
CREATE TABLE "SubscriptionItem" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "kind" "ItemKind" NOT NULL,
    "planId" UUID NOT NULL,
    "priceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "amount" BIGINT NOT NULL,
    "packages" TEXT[],
    "maxDevices" INTEGER NOT NULL,
    "maxStreams" INTEGER NOT NULL,
    "quality" "PictureQuality" NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SubscriptionItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SubscriptionItem_subscriptionId_idx" ON "SubscriptionItem"("subscriptionId");

-- CreateIndex
CREATE INDEX "SubscriptionItem_planId_idx" ON "SubscriptionItem"("planId");

-- CreateIndex
CREATE INDEX "SubscriptionItem_priceId_idx" ON "SubscriptionItem"("priceId");

-- CreateIndex
CREATE INDEX "InvoiceLine_itemId_idx" ON "InvoiceLine"("itemId");

-- CreateIndex
CREATE INDEX "Subscription_payerId_idx" ON "Subscription"("payerId");

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "SubscriptionItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriptionItem" ADD CONSTRAINT "SubscriptionItem_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriptionItem" ADD CONSTRAINT "SubscriptionItem_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriptionItem" ADD CONSTRAINT "SubscriptionItem_priceId_fkey" FOREIGN KEY ("priceId") REFERENCES "Price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE UNIQUE INDEX "SubscriptionItem_one_plan" ON "SubscriptionItem"("subscriptionId") WHERE "kind" = 'PLAN' AND "removedAt" IS NULL;
ALTER TABLE "SubscriptionItem" ADD CONSTRAINT "SubscriptionItem_amounts" CHECK ("quantity" > 0 AND "amount" >= 0 AND "maxDevices" >= 0 AND "maxStreams" >= 0);

-- What was sold until now is its plan, and grants what the plan grants today.
INSERT INTO "SubscriptionItem" ("id", "subscriptionId", "kind", "planId", "priceId", "name", "amount", "packages", "maxDevices", "maxStreams", "quality", "addedAt")
SELECT gen_random_uuid(), s."id", 'PLAN', p."id", s."priceId", p."name", s."amount", p."packages", p."maxDevices", p."maxStreams", p."quality", s."createdAt"
FROM "Subscription" s JOIN "Plan" p ON p."id" = s."planId";
