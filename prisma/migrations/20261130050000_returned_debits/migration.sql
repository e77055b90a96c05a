-- AlterEnum
ALTER TYPE "DisputeStatus" ADD VALUE 'RETURNED';

-- What was paid of an invoice stays paid, but for a debit that came back from the payer's bank: that much is owed again.
CREATE OR REPLACE FUNCTION keep_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','paid','credited','dueAt','paidAt','voidedAt','attempts','nextAttemptAt'];
BEGIN
  IF OLD."periodEnd" IS NULL THEN mutable := mutable || ARRAY['periodStart','periodEnd']; END IF;
  IF OLD."number" IS NOT NULL AND to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Invoice % is issued and cannot be changed', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."paid" < OLD."paid" AND NEW."paid" < (SELECT coalesce(sum(t."amount"), 0) FROM "Transaction" t
    WHERE t."invoiceId" = OLD."id" AND t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND NOT t."surplus"
      AND NOT EXISTS (SELECT FROM "Dispute" d WHERE d."transactionId" = t."id" AND d."status"::text = 'RETURNED')) THEN
    RAISE EXCEPTION 'What was paid of invoice % stays paid', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'PAID' AND NEW."status" <> 'PAID' AND NEW."paid" >= OLD."paid" THEN
    RAISE EXCEPTION 'Invoice % is paid and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
