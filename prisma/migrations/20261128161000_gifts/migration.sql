-- A term of a plan that somebody gives to another.
-- AlterEnum
ALTER TYPE "OrderKind" ADD VALUE 'GIFT';

-- CreateTable
CREATE TABLE "Gift" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "fromName" TEXT NOT NULL,
    "toName" TEXT NOT NULL,
    "toEmail" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "deliverAt" TIMESTAMPTZ(3) NOT NULL,
    "paidAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "redeemedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Gift_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Gift_orderId_key" ON "Gift"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "Gift_digest_key" ON "Gift"("digest");

-- CreateIndex
CREATE INDEX "Gift_deliverAt_idx" ON "Gift"("deliverAt");

-- AddForeignKey
ALTER TABLE "Gift" ADD CONSTRAINT "Gift_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
