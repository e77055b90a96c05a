-- Any number of payments may meet an invoice; one of more than is left pays nothing and goes back (docs/decisions/0018).
ALTER TABLE "Invoice" ADD COLUMN     "paid" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Transaction" ADD COLUMN     "surplus" BOOLEAN NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION keep_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','gatewayReference','paymentReference','fee','refunded','surplus','methodKind','brand','last4','paymentMethodId',
                          'failureCode','failureReason','actionUrl','settledAt','reconcileAt','reconcileAttempts','returnedAt'];
BEGIN
  IF NEW."tax" <> OLD."tax" AND EXISTS (SELECT 1 FROM "Invoice" WHERE "id" = OLD."invoiceId" AND "number" IS NULL) THEN
    mutable := mutable || ARRAY['tax'];
  END IF;
  IF to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Transaction %: only its outcome may be added', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'SUCCEEDED' AND NEW."status" <> 'SUCCEEDED' THEN
    RAISE EXCEPTION 'Transaction % has succeeded and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION keep_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','paid','credited','dueAt','paidAt','voidedAt','attempts','nextAttemptAt'];
BEGIN
  IF OLD."periodEnd" IS NULL THEN mutable := mutable || ARRAY['periodStart','periodEnd']; END IF;
  IF OLD."number" IS NOT NULL AND to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Invoice % is issued and cannot be changed', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."paid" < OLD."paid" THEN
    RAISE EXCEPTION 'What was paid of invoice % stays paid', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'PAID' AND NEW."status" <> 'PAID' THEN
    RAISE EXCEPTION 'Invoice % is paid and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Until now one payment met an invoice, and the refunds of what was paid twice named none.
UPDATE "Invoice" SET "paid" = "total" WHERE "kind" = 'INVOICE' AND "status" = 'PAID';
UPDATE "Transaction" t SET "surplus" = true
WHERE t."kind" = 'CHARGE' AND EXISTS (SELECT 1 FROM "Transaction" r WHERE r."refundOfId" = t."id" AND r."invoiceId" IS NULL);

ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_paid_within_total" CHECK ("paid" >= 0 AND "paid" <= "total");
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_paid_is_whole" CHECK ("status" <> 'PAID' OR "kind" = 'CREDIT_NOTE' OR "paid" = "total");
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_only_a_charge_is_surplus" CHECK (NOT "surplus" OR ("kind" = 'CHARGE' AND "status" = 'SUCCEEDED'));
