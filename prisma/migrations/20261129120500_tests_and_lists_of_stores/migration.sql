-- CreateTable
CREATE TABLE "StoreTester" (
    "customerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoreTester_pkey" PRIMARY KEY ("customerId")
);

-- CreateTable
CREATE TABLE "StoreSweep" (
    "id" UUID NOT NULL,
    "store" TEXT NOT NULL,
    "readTo" TIMESTAMPTZ(3) NOT NULL,
    "windowTo" TIMESTAMPTZ(3),
    "page" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "StoreSweep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "StoreSweep_store_key" ON "StoreSweep"("store");

-- AddForeignKey
ALTER TABLE "StoreTester" ADD CONSTRAINT "StoreTester_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
