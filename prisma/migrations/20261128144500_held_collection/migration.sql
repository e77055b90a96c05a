-- An operator may hold the tries to collect an invoice (docs/decisions/0032).
-- CreateTable
CREATE TABLE "CollectionHold" (
    "invoiceId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "retryAt" TIMESTAMPTZ(3),

    CONSTRAINT "CollectionHold_pkey" PRIMARY KEY ("invoiceId")
);

-- AddForeignKey
ALTER TABLE "CollectionHold" ADD CONSTRAINT "CollectionHold_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
