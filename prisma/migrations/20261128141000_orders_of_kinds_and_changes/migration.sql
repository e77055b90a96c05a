-- CreateEnum
CREATE TYPE "OrderKind" AS ENUM ('PURCHASE', 'CHANGE');

-- AlterTable
ALTER TABLE "InvoiceLine" ADD COLUMN     "creditsId" UUID;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "kind" "OrderKind" NOT NULL DEFAULT 'PURCHASE';

-- CreateTable
CREATE TABLE "PendingLine" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "line" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "billedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PendingLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScheduledChange" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "change" JSONB NOT NULL,
    "terms" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScheduledChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PendingLine_subscriptionId_idx" ON "PendingLine"("subscriptionId");

-- CreateIndex
CREATE UNIQUE INDEX "ScheduledChange_subscriptionId_key" ON "ScheduledChange"("subscriptionId");

-- CreateIndex
CREATE INDEX "InvoiceLine_creditsId_idx" ON "InvoiceLine"("creditsId");

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_creditsId_fkey" FOREIGN KEY ("creditsId") REFERENCES "InvoiceLine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingLine" ADD CONSTRAINT "PendingLine_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScheduledChange" ADD CONSTRAINT "ScheduledChange_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScheduledChange" ADD CONSTRAINT "ScheduledChange_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
