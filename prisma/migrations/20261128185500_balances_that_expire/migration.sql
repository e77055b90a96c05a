-- What is left of balance that was not spent in time expires, where the operator says so; each row is a viewer who was told.
-- CreateTable
CREATE TABLE "BalanceExpiry" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BalanceExpiry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "BalanceExpiry_entryId_key" ON "BalanceExpiry"("entryId");

-- CreateIndex
CREATE INDEX "BalanceExpiry_closedAt_expiresAt_idx" ON "BalanceExpiry"("closedAt", "expiresAt");
