-- AlterTable
ALTER TABLE "Price" ADD COLUMN     "billingDay" INTEGER;

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "billingDay" INTEGER;

ALTER TABLE "Price" ADD CONSTRAINT "Price_billing_day" CHECK ("billingDay" IS NULL OR ("billingDay" BETWEEN 1 AND 31 AND "interval" IN ('MONTH', 'YEAR') AND "trialDays" = 0));
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_billing_day" CHECK ("billingDay" BETWEEN 1 AND 31);
