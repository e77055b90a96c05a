import { z } from "zod";
import type { Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { waitingLines } from "./pending-lines.ts";

const sum = z.tuple([z.object({ credited: z.coerce.bigint() })]);

/**
 * What later invoices take off, or will, of what was paid for this one: unused time of a plan that was changed, beyond what credits of this invoice itself had paid of it. Gross, in minor
 * units. It was given back by that, and is not refunded as well.
 */
export async function creditedLater(tx: Tx, invoiceId: string): Promise<bigint> {
  const rows = await tx.$queryRaw`
    SELECT greatest(0,
        (SELECT coalesce(sum(-c."total"), 0) FROM "InvoiceLine" l JOIN "InvoiceLine" c ON c."creditsId" = l."id" JOIN "Invoice" i ON i."id" = c."invoiceId"
          WHERE l."invoiceId" = ${invoiceId}::uuid AND i."number" IS NOT NULL AND (i."total" = 0 OR i."credited" < i."total"))
      + (SELECT coalesce(sum(-(p."line"->>'total')::bigint), 0) FROM "Invoice" i JOIN "PendingLine" p ON p."subscriptionId" = i."subscriptionId"
          JOIN "InvoiceLine" l ON l."id" = (p."line"->>'creditsId')::uuid
          WHERE i."id" = ${invoiceId}::uuid AND l."invoiceId" = i."id" AND p."billedAt" IS NULL)
      + (SELECT coalesce(sum("total"), 0) FROM "InvoiceLine" WHERE "invoiceId" = ${invoiceId}::uuid AND "total" < 0)) AS "credited"`;
  return sum.parse(rows)[0].credited;
}

type Credit = { creditsId: string | null; net: bigint; tax: bigint };

/** The lines that take it off, each below 0: those of an invoice that was given back whole took nothing off. */
export async function creditsOf(tx: Tx, { id, subscriptionId }: Pick<Invoice, "id" | "subscriptionId">): Promise<Credit[]> {
  const credits = await tx.invoiceLine.findMany({
    where: { credits: { invoiceId: id }, invoice: { number: { not: null } } },
    select: { creditsId: true, net: true, tax: true, invoice: { select: { total: true, credited: true } } },
  });
  const issued = credits.filter(({ invoice }) => invoice.total === 0n || invoice.credited < invoice.total);
  const waiting = subscriptionId ? await waitingLines(tx, subscriptionId) : [];
  return [...issued, ...waiting.map(({ creditsId = null, net, tax }) => ({ creditsId, net, tax }))];
}
