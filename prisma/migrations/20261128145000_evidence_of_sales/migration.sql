-- AlterTable
ALTER TABLE "PaymentMethod" ADD COLUMN     "country" TEXT;

-- CreateTable
CREATE TABLE "SaleEvidence" (
    "id" UUID NOT NULL,
    "soldAt" TIMESTAMPTZ(3) NOT NULL,
    "billingCountry" TEXT,
    "ipCountry" TEXT,
    "cardCountry" TEXT,
    "phoneCountry" TEXT,
    "country" TEXT,
    "sufficient" BOOLEAN NOT NULL,
    "contradiction" BOOLEAN NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "resolvedBy" TEXT,

    CONSTRAINT "SaleEvidence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SaleEvidence_soldAt_idx" ON "SaleEvidence"("soldAt");

-- AddForeignKey
ALTER TABLE "SaleEvidence" ADD CONSTRAINT "SaleEvidence_id_fkey" FOREIGN KEY ("id") REFERENCES "Transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for an operator.
CREATE INDEX "SaleEvidence_contradicted_idx" ON "SaleEvidence" ("id") WHERE "contradiction" AND "resolvedAt" IS NULL;

-- Evidence stays as it was weighed; how a contradiction was resolved is noted once.
CREATE FUNCTION keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."resolvedAt" IS NOT NULL
     OR to_jsonb(NEW) - ARRAY['resolvedAt','resolution','resolvedBy'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['resolvedAt','resolution','resolvedBy'] THEN
    RAISE EXCEPTION 'Evidence of a sale is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_evidence BEFORE UPDATE OR DELETE ON "SaleEvidence" FOR EACH ROW EXECUTE FUNCTION keep_evidence();
