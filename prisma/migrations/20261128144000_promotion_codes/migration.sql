-- Codes of a coupon that are made in batches.
-- AlterTable
ALTER TABLE "Coupon" ADD COLUMN     "onlyBatches" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "CouponRedemption" ADD COLUMN     "code" TEXT;

-- CreateTable
CREATE TABLE "CouponBatch" (
    "id" UUID NOT NULL,
    "couponId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "usesEach" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CouponBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PromotionCode" (
    "id" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "PromotionCode_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CouponBatch_couponId_idx" ON "CouponBatch"("couponId");

-- CreateIndex
CREATE UNIQUE INDEX "PromotionCode_code_key" ON "PromotionCode"("code");

-- CreateIndex
CREATE INDEX "PromotionCode_batchId_idx" ON "PromotionCode"("batchId");

-- CreateIndex
CREATE INDEX "CouponRedemption_code_idx" ON "CouponRedemption"("code");

-- AddForeignKey
ALTER TABLE "CouponBatch" ADD CONSTRAINT "CouponBatch_couponId_fkey" FOREIGN KEY ("couponId") REFERENCES "Coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "CouponBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
