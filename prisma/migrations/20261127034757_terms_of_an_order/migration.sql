-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "terms" TEXT NOT NULL DEFAULT '';
