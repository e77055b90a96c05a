-- CreateEnum
CREATE TYPE "PayoutStatus" AS ENUM ('WAITING', 'PAID', 'FAILED');

-- CreateEnum
CREATE TYPE "PayoutLineKind" AS ENUM ('PAYMENT', 'REFUND', 'DISPUTE', 'FEE', 'PAYOUT', 'OTHER');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'PAYOUT_LINE_UNKNOWN';
ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'PAYOUT_LINE_AMOUNT';
ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'OTHER_FEE';
ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'PAYOUT_SUM';
ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'NOT_PAID_OUT';

-- AlterEnum
ALTER TYPE "GatewayList" ADD VALUE 'PAYOUTS';

-- AlterTable
ALTER TABLE "GatewayDifference" ADD COLUMN     "payoutId" UUID;

-- CreateTable
CREATE TABLE "Payout" (
    "id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "status" "PayoutStatus" NOT NULL,
    "currency" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "arrivesAt" TIMESTAMPTZ(3),
    "paidAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "itemised" BOOLEAN NOT NULL DEFAULT true,
    "linesDueAt" TIMESTAMPTZ(3),
    "linesPage" TEXT,
    "linesReadAt" TIMESTAMPTZ(3),
    "lineCount" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "Payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PayoutLine" (
    "id" UUID NOT NULL,
    "payoutId" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" "PayoutLineKind" NOT NULL,
    "paymentReference" TEXT,
    "refundReference" TEXT,
    "transactionId" UUID,
    "gross" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,
    "exchangedCurrency" TEXT,
    "exchangedAmount" BIGINT,
    "booked" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT,

    CONSTRAINT "PayoutLine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Payout_gateway_at_id_idx" ON "Payout"("gateway", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Payout_linesDueAt_idx" ON "Payout"("linesDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Payout_gateway_reference_key" ON "Payout"("gateway", "reference");

-- CreateIndex
CREATE INDEX "PayoutLine_payoutId_at_id_idx" ON "PayoutLine"("payoutId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "PayoutLine_transactionId_idx" ON "PayoutLine"("transactionId");

-- CreateIndex
CREATE UNIQUE INDEX "PayoutLine_gateway_reference_key" ON "PayoutLine"("gateway", "reference");

-- CreateIndex
CREATE INDEX "GatewayDifference_payoutId_idx" ON "GatewayDifference"("payoutId");

-- AddForeignKey
ALTER TABLE "GatewayDifference" ADD CONSTRAINT "GatewayDifference_payoutId_fkey" FOREIGN KEY ("payoutId") REFERENCES "Payout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayoutLine" ADD CONSTRAINT "PayoutLine_payoutId_fkey" FOREIGN KEY ("payoutId") REFERENCES "Payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayoutLine" ADD CONSTRAINT "PayoutLine_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What a gateway says of a payout stays as it was; that it was paid or failed is added.
CREATE FUNCTION keep_payout() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','arrivesAt','paidAt','failedAt','itemised','linesDueAt','linesPage','linesReadAt','lineCount','failures','error'];
BEGIN
  IF TG_OP = 'DELETE' OR (OLD."status" = 'FAILED' AND NEW."status" <> 'FAILED')
    OR (OLD."paidAt" IS NOT NULL AND NEW."paidAt" IS DISTINCT FROM OLD."paidAt")
    OR (OLD."failedAt" IS NOT NULL AND NEW."failedAt" IS DISTINCT FROM OLD."failedAt")
    OR to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Payouts are append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_payout BEFORE UPDATE OR DELETE ON "Payout" FOR EACH ROW EXECUTE FUNCTION keep_payout();
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_status_check"
  CHECK (("status" <> 'PAID' OR "paidAt" IS NOT NULL) AND ("status" = 'FAILED') = ("failedAt" IS NOT NULL));

-- Whose a line is may be found later, once.
CREATE FUNCTION keep_payout_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['transactionId','booked'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD."transactionId" IS NOT NULL OR to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Lines of payouts are append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_payout_line BEFORE UPDATE OR DELETE ON "PayoutLine" FOR EACH ROW EXECUTE FUNCTION keep_payout_line();
ALTER TABLE "PayoutLine" ADD CONSTRAINT "PayoutLine_net_check" CHECK ("gross" - "fee" = "net");
ALTER TABLE "PayoutLine" ADD CONSTRAINT "PayoutLine_exchanged_check" CHECK (("exchangedCurrency" IS NULL) = ("exchangedAmount" IS NULL));

-- What nobody has matched yet.
CREATE INDEX "PayoutLine_unmatched_idx" ON "PayoutLine" ("gateway", "id") WHERE "transactionId" IS NULL AND "kind" IN ('PAYMENT', 'REFUND', 'DISPUTE');
