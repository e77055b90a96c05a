import { Prisma } from "#lib/db/generated/client.ts";
import { METHOD_UNKNOWN } from "#lib/payments/gateway-capabilities.ts";

/** Spelled out: PostgreSQL uses a partial index only where it sees the value. */
const CODE = Prisma.raw(`'${METHOD_UNKNOWN}'`);

/**
 * Saved methods that unpaid invoices wait for, and that the account of our keys does not know, by what its gateway said last: `"gateway"` and `"paymentMethodId"`. Each is
 * gone once another answer came, or the invoice was paid or written off.
 */
export const UNKNOWN_METHODS_SQL = Prisma.sql`
  SELECT DISTINCT t."gateway", t."paymentMethodId" FROM "Transaction" t JOIN "Invoice" i ON i."id" = t."invoiceId"
  WHERE t."failureCode" = ${CODE} AND t."kind" = 'CHARGE' AND t."status" = 'DECLINED' AND i."status" = 'OPEN' AND NOT EXISTS (
    SELECT FROM "Transaction" newer
    WHERE newer."invoiceId" = t."invoiceId" AND newer."kind" = 'CHARGE' AND newer."number" > t."number" AND newer."settledAt" IS NOT NULL)`;
