-- AlterTable
ALTER TABLE "PaymentMethod" ADD COLUMN     "wallet" TEXT;

-- AlterTable
ALTER TABLE "Transaction" ADD COLUMN     "networkToken" BOOLEAN,
ADD COLUMN     "wallet" TEXT;

-- What a payment was made with is known with its outcome.
CREATE OR REPLACE FUNCTION keep_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','gatewayReference','paymentReference','fee','refunded','surplus','methodKind','brand','last4','wallet','networkToken',
                          'paymentMethodId','failureCode','failureReason','actionUrl','settledAt','reconcileAt','reconcileAttempts','returnedAt'];
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
