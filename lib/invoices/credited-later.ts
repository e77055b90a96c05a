import { z } from "zod";
import type { Tx } from "#lib/db/transaction.ts";

const sum = z.tuple([z.object({ credited: z.coerce.bigint() })]);

/**
 * What later invoices take off for what this one billed, or will: unused time of a plan that was changed. Gross, in minor units. It was given back by that,
 * and is not refunded as well.
 */
export async function creditedLater(tx: Tx, invoiceId: string): Promise<bigint> {
  const rows = await tx.$queryRaw`
    SELECT (SELECT coalesce(sum(-c."total"), 0) FROM "InvoiceLine" l JOIN "InvoiceLine" c ON c."creditsId" = l."id" JOIN "Invoice" i ON i."id" = c."invoiceId"
              WHERE l."invoiceId" = ${invoiceId}::uuid AND i."number" IS NOT NULL AND (i."total" = 0 OR i."credited" < i."total"))
         + (SELECT coalesce(sum(-(p."line"->>'total')::bigint), 0) FROM "Invoice" i JOIN "PendingLine" p ON p."subscriptionId" = i."subscriptionId"
              JOIN "InvoiceLine" l ON l."id" = (p."line"->>'creditsId')::uuid
              WHERE i."id" = ${invoiceId}::uuid AND l."invoiceId" = i."id" AND p."billedAt" IS NULL) AS "credited"`;
  return sum.parse(rows)[0].credited;
}
