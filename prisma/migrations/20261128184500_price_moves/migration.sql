-- CreateEnum
CREATE TYPE "Unagreed" AS ENUM ('KEEP', 'END');

-- CreateEnum
CREATE TYPE "PriceNoticeStatus" AS ENUM ('WAITING', 'NOTIFIED', 'UNDELIVERED', 'MOVED', 'LEFT');

-- CreateTable
CREATE TABLE "PriceMove" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "fromPriceId" UUID NOT NULL,
    "toPriceId" UUID NOT NULL,
    "countries" TEXT[],
    "boughtBefore" TIMESTAMPTZ(3),
    "noticeDays" INTEGER NOT NULL,
    "askConsent" BOOLEAN NOT NULL,
    "unagreed" "Unagreed" NOT NULL,
    "perWeek" INTEGER,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "listed" INTEGER NOT NULL DEFAULT 0,
    "lookedAt" UUID,
    "listedAt" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PriceMove_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PriceNotice" (
    "id" UUID NOT NULL,
    "moveId" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "status" "PriceNoticeStatus" NOT NULL DEFAULT 'WAITING',
    "reason" TEXT,
    "notifyAt" TIMESTAMPTZ(3) NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "notifiedAt" TIMESTAMPTZ(3),
    "effectiveAt" TIMESTAMPTZ(3),
    "amount" BIGINT,
    "total" BIGINT,
    "needsConsent" BOOLEAN NOT NULL DEFAULT false,
    "agreedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PriceNotice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PriceMove_fromPriceId_idx" ON "PriceMove"("fromPriceId");

-- CreateIndex
CREATE INDEX "PriceMove_planId_idx" ON "PriceMove"("planId");

-- CreateIndex
CREATE INDEX "PriceNotice_subscriptionId_status_idx" ON "PriceNotice"("subscriptionId", "status");

-- CreateIndex
CREATE INDEX "PriceNotice_status_notifyAt_idx" ON "PriceNotice"("status", "notifyAt");

-- CreateIndex
CREATE UNIQUE INDEX "PriceNotice_moveId_subscriptionId_key" ON "PriceNotice"("moveId", "subscriptionId");

-- AddForeignKey
ALTER TABLE "PriceMove" ADD CONSTRAINT "PriceMove_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceMove" ADD CONSTRAINT "PriceMove_fromPriceId_fkey" FOREIGN KEY ("fromPriceId") REFERENCES "Price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceMove" ADD CONSTRAINT "PriceMove_toPriceId_fkey" FOREIGN KEY ("toPriceId") REFERENCES "Price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceNotice" ADD CONSTRAINT "PriceNotice_moveId_fkey" FOREIGN KEY ("moveId") REFERENCES "PriceMove"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceNotice" ADD CONSTRAINT "PriceNotice_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
