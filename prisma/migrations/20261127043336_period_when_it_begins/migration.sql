-- The period that an issued invoice bills may be added once, when it begins (docs/decisions/0009): a term can wait for the first login.
CREATE OR REPLACE FUNCTION keep_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','credited','dueAt','paidAt','voidedAt','attempts','nextAttemptAt'];
BEGIN
  IF OLD."periodEnd" IS NULL THEN mutable := mutable || ARRAY['periodStart','periodEnd']; END IF;
  IF OLD."number" IS NOT NULL AND to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Invoice % is issued and cannot be changed', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'PAID' AND NEW."status" <> 'PAID' THEN
    RAISE EXCEPTION 'Invoice % is paid and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
