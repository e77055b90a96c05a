-- AlterTable
ALTER TABLE "RollupCursor" ADD COLUMN     "entryId" UUID;

-- CreateTable
CREATE TABLE "LedgerRollup" (
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "account" TEXT NOT NULL,
    "debit" BIGINT NOT NULL,
    "credit" BIGINT NOT NULL,

    CONSTRAINT "LedgerRollup_pkey" PRIMARY KEY ("currency","day","account")
);
