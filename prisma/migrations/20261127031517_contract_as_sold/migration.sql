-- A subscription keeps its whole contract; what was sold before takes it over from the rows it was sold from.
ALTER TABLE "Subscription" ADD COLUMN     "couponAmount" BIGINT,
ADD COLUMN     "couponCode" TEXT,
ADD COLUMN     "couponDuration" "CouponDuration",
ADD COLUMN     "couponPercentPpm" INTEGER,
ADD COLUMN     "interval" "Interval",
ADD COLUMN     "intervalCount" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "oneTerm" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "startsAtFirstLogin" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "taxIncluded" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "trialDays" INTEGER NOT NULL DEFAULT 0;

UPDATE "Subscription" s SET
  "interval" = r."interval", "intervalCount" = r."intervalCount", "taxIncluded" = r."taxIncluded",
  "trialDays" = CASE WHEN s."trialEndsAt" IS NOT NULL OR s."periodIndex" = -1 THEN r."trialDays" ELSE 0 END,
  "oneTerm" = p."kind" = 'TRIAL', "startsAtFirstLogin" = p."startsAtFirstLogin"
FROM "Price" r JOIN "Plan" p ON p."id" = r."planId" WHERE r."id" = s."priceId";

UPDATE "Subscription" s SET
  "couponCode" = c."code", "couponPercentPpm" = c."percentPpm", "couponAmount" = (c."amounts" ->> s."currency")::bigint, "couponDuration" = c."duration"
FROM "Coupon" c WHERE c."id" = s."couponId";

ALTER TABLE "Subscription" ALTER COLUMN "interval" SET NOT NULL;
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_lengths" CHECK ("intervalCount" > 0 AND "trialDays" >= 0);
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_coupon_is_whole" CHECK (
  ("couponCode" IS NULL) = ("couponId" IS NULL) AND ("couponDuration" IS NULL) = ("couponId" IS NULL)
  AND num_nonnulls("couponPercentPpm", "couponAmount") = CASE WHEN "couponId" IS NULL THEN 0 ELSE 1 END);
