-- The one by state begins with it.
DROP INDEX "Voucher_batchId_idx";
