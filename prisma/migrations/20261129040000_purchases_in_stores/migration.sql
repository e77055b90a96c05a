-- CreateEnum
CREATE TYPE "StorePurchaseStatus" AS ENUM ('PENDING', 'ACTIVE', 'GRACE', 'RETRY', 'PAUSED', 'EXPIRED', 'REVOKED', 'REPLACED');

-- CreateTable
CREATE TABLE "StorePurchase" (
    "id" UUID NOT NULL,
    "store" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "customerId" UUID,
    "productId" TEXT NOT NULL,
    "status" "StorePurchaseStatus" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "renews" BOOLEAN NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "price" BIGINT,
    "currency" TEXT,
    "replaces" TEXT,
    "orderId" TEXT,
    "voidedOrderId" TEXT,
    "awaitsReceipt" BOOLEAN NOT NULL DEFAULT false,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "askAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StorePurchase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StorePurchaseEvent" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "purchaseId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "detail" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StorePurchaseEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoreProduct" (
    "id" UUID NOT NULL,
    "store" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "planId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoreProduct_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StorePurchase_customerId_idx" ON "StorePurchase"("customerId");

-- CreateIndex
CREATE INDEX "StorePurchase_askAt_idx" ON "StorePurchase"("askAt");

-- CreateIndex
CREATE INDEX "StorePurchase_store_replaces_idx" ON "StorePurchase"("store", "replaces");

-- CreateIndex
CREATE INDEX "StorePurchase_createdAt_id_idx" ON "StorePurchase"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "StorePurchase_store_reference_key" ON "StorePurchase"("store", "reference");

-- CreateIndex
CREATE INDEX "StorePurchaseEvent_purchaseId_position_idx" ON "StorePurchaseEvent"("purchaseId", "position");

-- CreateIndex
CREATE INDEX "StoreProduct_planId_idx" ON "StoreProduct"("planId");

-- CreateIndex
CREATE UNIQUE INDEX "StoreProduct_store_productId_key" ON "StoreProduct"("store", "productId");

-- AddForeignKey
ALTER TABLE "StorePurchase" ADD CONSTRAINT "StorePurchase_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StorePurchaseEvent" ADD CONSTRAINT "StorePurchaseEvent_purchaseId_fkey" FOREIGN KEY ("purchaseId") REFERENCES "StorePurchase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoreProduct" ADD CONSTRAINT "StoreProduct_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "StorePurchaseEvent" FOR EACH ROW EXECUTE FUNCTION forbid_change();
