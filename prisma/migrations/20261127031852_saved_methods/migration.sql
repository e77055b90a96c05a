-- AlterEnum
ALTER TYPE "TokenPurpose" ADD VALUE 'ADD_METHOD';

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "payerDueAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "PaymentMethod" ADD COLUMN     "fingerprint" TEXT;

-- AlterTable
ALTER TABLE "Transaction" ADD COLUMN     "replacesId" UUID;

-- CreateIndex
CREATE INDEX "Customer_phone_idx" ON "Customer"("phone");

-- CreateIndex
CREATE INDEX "PaymentMethod_fingerprint_idx" ON "PaymentMethod"("fingerprint");

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "PaymentMethod"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Hardly any row waits for this, so the index holds only those that do.
CREATE INDEX "Customer_payerDueAt_idx" ON "Customer"("payerDueAt") WHERE "payerDueAt" IS NOT NULL;

-- One mailbox has many addresses: what follows a plus is the reader's own note (RFC 5233), and Google's mail leaves dots out as well.
CREATE FUNCTION mailbox_of(email text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN split_part(email, '@', 2) IN ('gmail.com', 'googlemail.com')
    THEN replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@gmail.com'
    ELSE split_part(split_part(email, '@', 1), '+', 1) || '@' || split_part(email, '@', 2) END;
CREATE INDEX "Customer_mailbox_idx" ON "Customer"(mailbox_of("email"));
