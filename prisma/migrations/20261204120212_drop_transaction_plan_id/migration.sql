-- The beginning of an index that is there now. By itself, for whoever holds two tables may wait for a payment that waits for the other.
DROP INDEX "Transaction_planId_idx";
