-- AlterTable
ALTER TABLE "Throttle" ADD COLUMN     "nextAt" TIMESTAMPTZ(3);
