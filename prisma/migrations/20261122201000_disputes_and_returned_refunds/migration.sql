-- CreateEnum
CREATE TYPE "DisputeStatus" AS ENUM ('INQUIRY', 'OPEN', 'WON', 'LOST', 'CLOSED');

-- AlterTable
ALTER TABLE "Transaction" ADD COLUMN     "returnedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Dispute" (
    "id" UUID NOT NULL,
    "transactionId" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "status" "DisputeStatus" NOT NULL,
    "reason" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "taken" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "changes" INTEGER NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Dispute_transactionId_idx" ON "Dispute"("transactionId");

-- CreateIndex
CREATE INDEX "Dispute_status_idx" ON "Dispute"("status");

-- CreateIndex
CREATE UNIQUE INDEX "Dispute_gateway_reference_key" ON "Dispute"("gateway", "reference");

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_only_a_refund_returns" CHECK ("returnedAt" IS NULL OR ("kind" = 'REFUND' AND "status" = 'SUCCEEDED'));
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_amounts" CHECK ("amount" >= 0 AND "taken" >= 0 AND "fee" >= 0);
CREATE TRIGGER keep_rows BEFORE DELETE ON "Dispute" FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- As before, and a refund may come back.
CREATE OR REPLACE FUNCTION keep_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','gatewayReference','paymentReference','fee','refunded','methodKind','brand','last4','paymentMethodId',
                          'failureCode','failureReason','actionUrl','settledAt','reconcileAt','reconcileAttempts','returnedAt'];
BEGIN
  IF to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Transaction %: only its outcome may be added', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'SUCCEEDED' AND NEW."status" <> 'SUCCEEDED' THEN
    RAISE EXCEPTION 'Transaction % has succeeded and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Few refunds come back: the dashboard counts those that nobody has made good.
CREATE INDEX "Transaction_returnedAt_idx" ON "Transaction"("returnedAt") WHERE "returnedAt" IS NOT NULL;
