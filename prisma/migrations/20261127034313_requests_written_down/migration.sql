-- AlterTable
ALTER TABLE "InboundEvent" ADD COLUMN     "transactionId" UUID;

-- AlterTable
ALTER TABLE "Transaction" ADD COLUMN     "request" JSONB;
