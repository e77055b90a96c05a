-- Revenue is deferred when it is billed and recognised as time passes (docs/decisions/0032). What was billed before was taken to revenue at once: it counts as recognised
-- in the month of its issue, so that nothing of it is recognised again.
-- CreateEnum
CREATE TYPE "RevenueKind" AS ENUM ('RECOGNIZED', 'CREDITED', 'WRITTEN_OFF');

-- CreateTable
CREATE TABLE "RevenueMovement" (
    "id" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "kind" "RevenueKind" NOT NULL,
    "month" DATE NOT NULL,
    "cause" TEXT NOT NULL DEFAULT '',
    "billedAt" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "journalId" UUID NOT NULL,

    CONSTRAINT "RevenueMovement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevenueMonth" (
    "month" DATE NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevenueMonth_pkey" PRIMARY KEY ("month")
);

-- CreateIndex
CREATE INDEX "RevenueMovement_journalId_idx" ON "RevenueMovement"("journalId");

-- CreateIndex
CREATE UNIQUE INDEX "RevenueMovement_lineId_kind_month_cause_key" ON "RevenueMovement"("lineId", "kind", "month", "cause");

INSERT INTO "RevenueMovement" ("id", "lineId", "kind", "month", "billedAt", "currency", "amount", "journalId")
SELECT gen_random_uuid(), l."id", 'RECOGNIZED', date_trunc('month', i."issuedAt" AT TIME ZONE 'UTC')::date, i."issuedAt", i."currency", l."net", j."id"
FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i."id" JOIN "LedgerJournal" j ON j."key" = 'issue:' || i."id"
WHERE i."kind" = 'INVOICE' AND i."number" IS NOT NULL AND l."net" <> 0;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "RevenueMovement" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "RevenueMonth" FOR EACH ROW EXECUTE FUNCTION forbid_change();
