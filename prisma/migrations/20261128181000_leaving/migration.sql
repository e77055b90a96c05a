-- CreateEnum
CREATE TYPE "NoticeKind" AS ENUM ('CANCELLATION', 'WITHDRAWAL');

-- AlterTable
ALTER TABLE "CancellationNotice" ADD COLUMN     "kind" "NoticeKind" NOT NULL DEFAULT 'CANCELLATION';

-- AlterTable
ALTER TABLE "PromotionCode" ADD COLUMN     "customerId" UUID,
ADD COLUMN     "expiresAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "SaveOffer" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "shownAt" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3),

    CONSTRAINT "SaveOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WinBack" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "afterDays" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WinBack_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SaveOffer_subscriptionId_idx" ON "SaveOffer"("subscriptionId");

-- CreateIndex
CREATE INDEX "SaveOffer_shownAt_idx" ON "SaveOffer"("shownAt");

-- CreateIndex
CREATE UNIQUE INDEX "WinBack_code_key" ON "WinBack"("code");

-- CreateIndex
CREATE INDEX "WinBack_sentAt_idx" ON "WinBack"("sentAt");

-- CreateIndex
CREATE UNIQUE INDEX "WinBack_subscriptionId_afterDays_key" ON "WinBack"("subscriptionId", "afterDays");

-- AddForeignKey
ALTER TABLE "SaveOffer" ADD CONSTRAINT "SaveOffer_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WinBack" ADD CONSTRAINT "WinBack_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
