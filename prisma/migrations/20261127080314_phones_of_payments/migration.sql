-- A trial is known again by every phone number that somebody paid with.
CREATE INDEX "Transaction_phone_idx" ON "Transaction"("phone") WHERE "phone" IS NOT NULL;
