-- AlterTable
ALTER TABLE "CancellationNotice" ADD COLUMN     "endsOn" DATE;
