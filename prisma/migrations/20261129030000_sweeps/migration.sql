-- CreateEnum
CREATE TYPE "GatewayList" AS ENUM ('PAYMENTS');

-- CreateEnum
CREATE TYPE "GatewayDifferenceKind" AS ENUM ('PAYMENT_UNKNOWN', 'REFUND_UNKNOWN', 'DISPUTE_UNKNOWN', 'NOT_PAID_THERE', 'OTHER_AMOUNT');

-- CreateEnum
CREATE TYPE "GatewayDifferenceDecision" AS ENUM ('LINKED', 'NOT_OURS', 'EXPLAINED', 'GONE');

-- CreateTable
CREATE TABLE "GatewaySweep" (
    "id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "list" "GatewayList" NOT NULL,
    "beganAt" TIMESTAMPTZ(3) NOT NULL,
    "readTo" TIMESTAMPTZ(3) NOT NULL,
    "windowFrom" TIMESTAMPTZ(3),
    "windowTo" TIMESTAMPTZ(3),
    "page" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "GatewaySweep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GatewayDifference" (
    "id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "kind" "GatewayDifferenceKind" NOT NULL,
    "subject" TEXT NOT NULL,
    "paymentReference" TEXT,
    "transactionId" UUID,
    "currency" TEXT NOT NULL,
    "theirs" BIGINT,
    "ours" BIGINT,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "decision" "GatewayDifferenceDecision",
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,
    "note" TEXT,

    CONSTRAINT "GatewayDifference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "GatewaySweep_dueAt_idx" ON "GatewaySweep"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "GatewaySweep_gateway_list_key" ON "GatewaySweep"("gateway", "list");

-- CreateIndex
CREATE INDEX "GatewayDifference_gateway_decidedAt_foundAt_id_idx" ON "GatewayDifference"("gateway", "decidedAt", "foundAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "GatewayDifference_gateway_paymentReference_idx" ON "GatewayDifference"("gateway", "paymentReference");

-- CreateIndex
CREATE INDEX "GatewayDifference_transactionId_idx" ON "GatewayDifference"("transactionId");

-- CreateIndex
CREATE UNIQUE INDEX "GatewayDifference_gateway_kind_subject_key" ON "GatewayDifference"("gateway", "kind", "subject");

-- AddForeignKey
ALTER TABLE "GatewayDifference" ADD CONSTRAINT "GatewayDifference_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What waits for an operator.
CREATE INDEX "GatewayDifference_open_idx" ON "GatewayDifference" ("gateway") WHERE "decidedAt" IS NULL;

-- A difference stays as it was found; what became of it is noted once.
CREATE FUNCTION keep_difference() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['decision','decidedAt','decidedBy','note','transactionId'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD."decidedAt" IS NOT NULL OR to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'What a gateway says differently is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_difference BEFORE UPDATE OR DELETE ON "GatewayDifference" FOR EACH ROW EXECUTE FUNCTION keep_difference();
ALTER TABLE "GatewayDifference" ADD CONSTRAINT "GatewayDifference_decided_check" CHECK (("decision" IS NULL) = ("decidedAt" IS NULL));
