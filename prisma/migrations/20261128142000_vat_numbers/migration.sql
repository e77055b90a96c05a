-- CreateEnum
CREATE TYPE "VatStanding" AS ENUM ('UNVERIFIED', 'VALID', 'INVALID');

-- CreateTable
CREATE TABLE "VatNumber" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" "VatStanding" NOT NULL DEFAULT 'UNVERIFIED',
    "checkedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "trouble" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VatNumber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VatCheck" (
    "id" UUID NOT NULL,
    "vatNumberId" UUID NOT NULL,
    "registry" TEXT NOT NULL,
    "status" "VatStanding" NOT NULL,
    "name" TEXT,
    "address" TEXT,
    "consultation" TEXT,
    "requester" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VatCheck_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "VatNumber_number_key" ON "VatNumber"("number");

-- CreateIndex
CREATE INDEX "VatNumber_dueAt_idx" ON "VatNumber"("dueAt");

-- CreateIndex
CREATE INDEX "VatCheck_vatNumberId_at_idx" ON "VatCheck"("vatNumberId", "at");

-- CreateIndex
CREATE INDEX "Customer_vatId_idx" ON "Customer"("vatId");

-- AddForeignKey
ALTER TABLE "VatCheck" ADD CONSTRAINT "VatCheck_vatNumberId_fkey" FOREIGN KEY ("vatNumberId") REFERENCES "VatNumber"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "VatCheck" FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- Numbers that viewers gave before are asked about, too.
INSERT INTO "VatNumber" ("id", "number", "dueAt", "createdAt")
SELECT gen_random_uuid(), "vatId", now(), now() FROM (SELECT DISTINCT "vatId" FROM "Customer" WHERE "vatId" ~ '^[A-Z]{2}[0-9A-Z+*]{2,12}$') AS given;
