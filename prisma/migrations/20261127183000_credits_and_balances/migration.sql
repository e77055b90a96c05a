-- An invoice may credit as well as charge; what it credits beyond its charges, and what cannot be given back, is the viewer's balance (docs/decisions/0018).
-- AlterTable
ALTER TABLE "Invoice" ADD COLUMN     "toBalance" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Balance" (
    "customerId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "Balance_pkey" PRIMARY KEY ("customerId","currency")
);

-- CreateTable
CREATE TABLE "BalanceEntry" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "invoiceId" UUID,
    "transactionId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BalanceEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BalanceEntry_customerId_at_idx" ON "BalanceEntry"("customerId", "at");

-- AddForeignKey
ALTER TABLE "Balance" ADD CONSTRAINT "Balance_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Balance" ADD CONSTRAINT "Balance_never_negative" CHECK ("amount" >= 0);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "BalanceEntry" FOR EACH ROW EXECUTE FUNCTION forbid_change();

ALTER TABLE "Invoice" DROP CONSTRAINT "Invoice_amounts";
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_amounts" CHECK (
  "total" = "subtotal" + "tax" + "toBalance" AND "total" >= 0 AND "toBalance" >= 0 AND ("toBalance" = 0 OR "total" = 0)
  AND "credited" >= 0 AND "credited" <= "total");
-- Where credits bear another rate than charges, the tax of a small payment may be below nothing, or above the payment.
ALTER TABLE "Transaction" DROP CONSTRAINT "Transaction_amounts";
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_amounts" CHECK ("amount" >= 0 AND "refunded" >= 0 AND "refunded" <= "amount");
