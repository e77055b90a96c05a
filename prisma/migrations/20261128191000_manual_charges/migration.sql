-- CreateTable
CREATE TABLE "ManualCharge" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "subscriptionId" UUID,
    "currency" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "taxIncluded" BOOLEAN NOT NULL,
    "dueDays" INTEGER NOT NULL,
    "proposedById" UUID,
    "proposedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "approved" BOOLEAN,
    "invoiceId" UUID,

    CONSTRAINT "ManualCharge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ManualCharge_customerId_createdAt_idx" ON "ManualCharge"("customerId", "createdAt");

-- AddForeignKey
ALTER TABLE "ManualCharge" ADD CONSTRAINT "ManualCharge_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
