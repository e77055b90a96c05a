-- AlterEnum

ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'REFUND_TOO_LARGE';
ALTER TYPE "GatewayDifferenceKind" ADD VALUE 'DISPUTE_TOO_LARGE';

-- AlterTable
ALTER TABLE "GatewayDifference" ADD COLUMN     "ourCurrency" TEXT;
