-- CreateTable
CREATE TABLE "TaxRollup" (
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" "InvoiceKind" NOT NULL,
    "country" TEXT NOT NULL,
    "ratePpm" INTEGER NOT NULL,
    "treatment" TEXT NOT NULL,
    "net" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,

    CONSTRAINT "TaxRollup_pkey" PRIMARY KEY ("currency","day","kind","country","ratePpm","treatment")
);

-- CreateTable
CREATE TABLE "RevenueRollup" (
    "currency" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "billed" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "RevenueRollup_pkey" PRIMARY KEY ("currency","month","billed","kind")
);

-- CreateTable
CREATE TABLE "MoneyRollup" (
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "account" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "debit" BIGINT NOT NULL,
    "credit" BIGINT NOT NULL,

    CONSTRAINT "MoneyRollup_pkey" PRIMARY KEY ("currency","day","account","cause")
);
