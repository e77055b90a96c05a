-- A message that the provider refuses until the operator has mended something.
-- AlterEnum
ALTER TYPE "MessageStatus" ADD VALUE 'HELD';

-- AlterTable
ALTER TABLE "Message" ADD COLUMN "problem" TEXT;
