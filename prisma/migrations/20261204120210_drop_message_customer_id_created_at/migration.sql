-- The beginning of an index that is there now. By itself, for whoever holds two tables may wait for a payment that waits for the other.
DROP INDEX "Message_customerId_createdAt_idx";
