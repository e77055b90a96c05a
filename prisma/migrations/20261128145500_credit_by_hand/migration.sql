-- Operators give viewers credit, and say why.
-- AlterTable
ALTER TABLE "BalanceEntry" ADD COLUMN     "reason" TEXT;
