-- Coupons for some periods, some countries, first purchases, and more than once for each viewer.
ALTER TYPE "CouponDuration" ADD VALUE 'REPEATING' BEFORE 'FOREVER';

ALTER TABLE "Coupon" ADD COLUMN     "countries" TEXT[],
ADD COLUMN     "cycles" INTEGER,
ADD COLUMN     "firstPurchase" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "maxPerViewer" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "Subscription" ADD COLUMN     "couponCycles" INTEGER;

-- A new value of an enum cannot be named in the transaction that adds it: the others are.
ALTER TABLE "Coupon" ADD CONSTRAINT "Coupon_limits" CHECK (
  "maxPerViewer" > 0 AND ("cycles" IS NULL OR "cycles" > 0) AND ("cycles" IS NULL) = ("duration" IN ('ONCE', 'FOREVER')));
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_coupon_lasts" CHECK (
  ("couponCycles" IS NULL) = (COALESCE("couponDuration" IN ('ONCE', 'FOREVER'), true)));

-- Each use of a viewer has a number: the same is not counted twice.
ALTER TABLE "CouponRedemption" ADD COLUMN     "use" INTEGER NOT NULL DEFAULT 1;
DROP INDEX "CouponRedemption_couponId_customerId_key";
CREATE UNIQUE INDEX "CouponRedemption_couponId_customerId_use_key" ON "CouponRedemption"("couponId", "customerId", "use");
