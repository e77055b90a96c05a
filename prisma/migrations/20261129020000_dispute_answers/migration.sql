-- CreateEnum
CREATE TYPE "AnswerStatus" AS ENUM ('DRAFT', 'PENDING', 'GIVEN', 'REFUSED');

-- AlterTable
ALTER TABLE "Dispute" ADD COLUMN     "respondBy" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "DisputeAnswer" (
    "id" UUID NOT NULL,
    "disputeId" UUID NOT NULL,
    "does" TEXT NOT NULL DEFAULT 'contest',
    "status" "AnswerStatus" NOT NULL,
    "texts" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "askedAt" TIMESTAMPTZ(3),
    "code" TEXT,
    "reason" TEXT,

    CONSTRAINT "DisputeAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DisputeFile" (
    "id" UUID NOT NULL,
    "answerId" UUID NOT NULL,
    "evidence" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DisputeFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DisputeAnswer_disputeId_idx" ON "DisputeAnswer"("disputeId");

-- CreateIndex
CREATE UNIQUE INDEX "DisputeFile_answerId_evidence_key" ON "DisputeFile"("answerId", "evidence");

-- AddForeignKey
ALTER TABLE "DisputeAnswer" ADD CONSTRAINT "DisputeAnswer_disputeId_fkey" FOREIGN KEY ("disputeId") REFERENCES "Dispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DisputeFile" ADD CONSTRAINT "DisputeFile_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "DisputeAnswer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One draft of a dispute, and one answer that the gateway has, or may have.
CREATE UNIQUE INDEX "DisputeAnswer_one_draft" ON "DisputeAnswer" ("disputeId") WHERE "status" = 'DRAFT';
CREATE UNIQUE INDEX "DisputeAnswer_one_answer" ON "DisputeAnswer" ("disputeId") WHERE "status" IN ('PENDING', 'GIVEN');

-- What was handed in stays as it was: only the gateway's word is added.
CREATE FUNCTION keep_dispute_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."status" IN ('GIVEN', 'REFUSED')
    OR (OLD."status" = 'PENDING' AND (NEW."texts", NEW."does", NEW."disputeId", NEW."by") IS DISTINCT FROM (OLD."texts", OLD."does", OLD."disputeId", OLD."by")) THEN
    RAISE EXCEPTION 'An answer to a dispute that was handed in stays as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_dispute_answer BEFORE UPDATE OR DELETE ON "DisputeAnswer" FOR EACH ROW EXECUTE FUNCTION keep_dispute_answer();

CREATE FUNCTION keep_dispute_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "DisputeAnswer" WHERE "id" = OLD."answerId" AND "status" <> 'DRAFT') THEN
    RAISE EXCEPTION 'A file of an answer that was handed in stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_dispute_file BEFORE UPDATE OR DELETE ON "DisputeFile" FOR EACH ROW EXECUTE FUNCTION keep_dispute_file();
