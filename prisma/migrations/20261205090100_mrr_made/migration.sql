-- AlterTable
ALTER TABLE "RollupCursor" ADD COLUMN     "made" INTEGER;
