-- CreateEnum
CREATE TYPE "RollupBasis" AS ENUM ('CREATED', 'SETTLED');

-- CreateEnum
CREATE TYPE "RollupGrain" AS ENUM ('CELL', 'GATEWAY', 'COUNTRY', 'PLAN');

-- CreateEnum
CREATE TYPE "RollupUnit" AS ENUM ('DAY', 'MONTH');

-- CreateTable
CREATE TABLE "TransactionRollup" (
    "basis" "RollupBasis" NOT NULL,
    "grain" "RollupGrain" NOT NULL,
    "unit" "RollupUnit" NOT NULL,
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "kind" "TransactionKind" NOT NULL,
    "state" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "cash" BOOLEAN NOT NULL,
    "count" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "TransactionRollup_pkey" PRIMARY KEY ("basis","grain","unit","day","currency","kind","state","gateway","country","planId","cash")
);

-- CreateTable
CREATE TABLE "RollupCursor" (
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "txid" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,

    CONSTRAINT "RollupCursor_pkey" PRIMARY KEY ("name")
);

-- The events of payments behind a place. Where it stands is not known when a statement is planned, and a third of the table would be thought of; they are a few, and read by the index.
CREATE FUNCTION unread_payments("after_txid" bigint, "after_position" bigint) RETURNS SETOF "DomainEvent"
LANGUAGE sql STABLE ROWS 20 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
  SELECT * FROM "DomainEvent" WHERE ("txid", "position") > ("after_txid", "after_position") AND "subject" = 'PAYMENT'
$$;
