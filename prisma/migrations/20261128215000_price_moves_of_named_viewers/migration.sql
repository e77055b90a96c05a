-- AlterTable
ALTER TABLE "PriceMove" ADD COLUMN     "payerIds" UUID[];
