-- Who pays is always named: whoever watches, or another. "Nobody, then whoever watches" needed an OR, which PostgreSQL answers by reading all.
ALTER TABLE "Subscription" DROP CONSTRAINT "Subscription_payerId_fkey";
UPDATE "Subscription" SET "payerId" = "customerId" WHERE "payerId" IS NULL;
ALTER TABLE "Subscription" ALTER COLUMN "payerId" SET NOT NULL;
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By both, so that an index which begins with the gateway is never taken for as good.
CREATE INDEX "PaymentMethod_customerId_gateway_idx" ON "PaymentMethod"("customerId", "gateway");
DROP INDEX "PaymentMethod_customerId_idx";
