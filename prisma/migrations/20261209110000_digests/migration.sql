-- CreateEnum
CREATE TYPE "DigestRhythm" AS ENUM ('NEVER', 'DAILY', 'WEEKLY');

-- AlterTable
ALTER TABLE "Operator" ADD COLUMN     "digest" "DigestRhythm" NOT NULL DEFAULT 'NEVER';
