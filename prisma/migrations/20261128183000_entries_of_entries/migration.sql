-- A top-up that is refunded, and what expires, takes the rest of its own entry, not of the oldest.
-- AlterTable
ALTER TABLE "BalanceEntry" ADD COLUMN     "ofId" UUID;
