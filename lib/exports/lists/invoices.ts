import { z } from "zod";
import { InvoiceKind, InvoiceStatus } from "#lib/db/generated/client.ts";
import { exportedList } from "#lib/exports/exported-list.ts";
import { maybeText, sortedBy, text } from "#lib/exports/filter-fields.ts";
import { COUNTED_UP_TO } from "#lib/kernel/counted.ts";
import { type InvoiceRow, invoiceSums, invoices } from "#lib/reports/invoices.ts";

/** Amounts are positive: `kind` gives the direction. */
export const exportedInvoices = exportedList({
  filter: z.object({
    sorting: sortedBy(["date", "total"]),
    q: text,
    status: z.array(z.enum(InvoiceStatus)),
    kind: z.enum(InvoiceKind).nullable(),
    currency: maybeText,
    customerId: maybeText,
    subscriptionId: maybeText,
    from: maybeText,
    to: maybeText,
    drafts: z.boolean(),
  }),
  columns: {
    number: (row: InvoiceRow) => row.number,
    kind: (row) => row.kind.toLowerCase(),
    status: (row) => row.status.toLowerCase(),
    created_at: (row) => row.createdAt,
    issued_at: (row) => row.issuedAt,
    paid_at: (row) => row.paidAt,
    currency: (row) => row.currency,
    total: (row) => ({ minor: row.total, currency: row.currency }),
    credited: (row) => ({ minor: row.credited, currency: row.currency }),
    description: (row) => row.description,
    name: (row) => row.name,
    email: (row) => row.email,
  },
  page: invoices,
  count: async (filter, timeZone) => {
    const sums = await invoiceSums(filter, timeZone);
    return { count: sums?.reduce((count, sum) => count + sum.count, 0) ?? COUNTED_UP_TO, more: !sums };
  },
});
