-- CreateTable
CREATE TABLE "PaymentTry" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "declines" INTEGER NOT NULL DEFAULT 0,
    "accounts" INTEGER NOT NULL DEFAULT 0,
    "passes" INTEGER NOT NULL DEFAULT 0,
    "challenged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "resetsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PaymentTry_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "PaymentTry_resetsAt_idx" ON "PaymentTry"("resetsAt");
