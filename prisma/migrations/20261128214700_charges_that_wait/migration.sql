-- The dashboard counts them, and they are few among all that was ever billed by hand.
CREATE INDEX "ManualCharge_waiting_idx" ON "ManualCharge" ("customerId") WHERE "decidedAt" IS NULL;
