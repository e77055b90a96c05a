-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "termDays" INTEGER;
