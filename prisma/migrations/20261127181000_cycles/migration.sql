-- A subscription's cycles are counted through: a new interval or anchor begins the index of its periods anew, not the cycle (docs/decisions/0018).
ALTER TABLE "Subscription" RENAME COLUMN "periodIndex" TO "cycle";
ALTER TABLE "Subscription" ADD COLUMN "anchorCycle" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Invoice" RENAME COLUMN "periodIndex" TO "cycle";
ALTER INDEX "Invoice_subscriptionId_kind_periodIndex_key" RENAME TO "Invoice_subscriptionId_kind_cycle_key";
