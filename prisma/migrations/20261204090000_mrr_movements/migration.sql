-- CreateEnum
CREATE TYPE "MrrMovementKind" AS ENUM ('NEW', 'REACTIVATION', 'EXPANSION', 'CONTRACTION', 'CHURN', 'SWITCH', 'TRIAL_CONVERTED', 'TRIAL_LOST');

-- CreateTable
CREATE TABLE "MrrMovement" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "MrrMovementKind" NOT NULL,
    "planId" UUID NOT NULL,
    "interval" "Interval" NOT NULL,
    "intervalCount" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "entered" INTEGER NOT NULL,
    "counts" BOOLEAN NOT NULL,

    CONSTRAINT "MrrMovement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MrrRollup" (
    "unit" "RollupUnit" NOT NULL,
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "kind" "MrrMovementKind" NOT NULL,
    "entered" INTEGER NOT NULL,
    "planId" UUID NOT NULL,
    "interval" "Interval" NOT NULL,
    "intervalCount" INTEGER NOT NULL,
    "movements" BIGINT NOT NULL,
    "parts" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "MrrRollup_pkey" PRIMARY KEY ("unit","day","currency","kind","entered","planId","interval","intervalCount")
);

-- CreateIndex
CREATE INDEX "MrrMovement_customerId_idx" ON "MrrMovement"("customerId");

-- CreateIndex
CREATE INDEX "MrrMovement_at_idx" ON "MrrMovement"("at");

-- The events of subscriptions behind a place, as unread_payments has those of payments: they are a few, and read by the index.
CREATE FUNCTION unread_subscriptions("after_txid" bigint, "after_position" bigint) RETURNS SETOF "DomainEvent"
LANGUAGE sql STABLE ROWS 20 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
  SELECT * FROM "DomainEvent" WHERE ("txid", "position") > ("after_txid", "after_position") AND "subscriptionId" IS NOT NULL
$$;
