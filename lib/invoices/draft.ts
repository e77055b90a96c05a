import type { z } from "zod";
import type { InvoiceLine } from "#lib/db/generated/client.ts";
import type { NewRows } from "#lib/db/rows.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { draftKind } from "./line-kinds.ts";
import { totalsOf } from "./lines.ts";
import type { Buyer, Seller } from "./snapshot.ts";

/** Which item a line bills, if any, and for which period, where it is not the invoice's own. */
export type DraftLine = { kind: z.output<typeof draftKind> } & Pick<
  InvoiceLine,
  "description" | "quantity" | "unitAmount" | "discount" | "net" | "tax" | "total" | "taxRatePpm" | "taxName" | "taxCountry"
> &
  Partial<Pick<InvoiceLine, "planId" | "priceId" | "itemId" | "creditsId" | "periodStart" | "periodEnd">>;

export type InvoiceInput = {
  /** Who pays. */
  customerId: string;
  /** The subscription whose cycle it bills; null for what belongs to none. */
  subscriptionId: string | null;
  orderId: string | null;
  cycle: number | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  currency: string;
  treatment: string;
  seller: Seller;
  buyer: Buyer;
  lines: DraftLine[];
  dueAt: Date | null;
};

/** An open invoice that is not inserted yet: as its row will be, and all rows. */
export type InvoiceDraft = ReturnType<typeof invoiceDraft>;

/**
 * An open invoice without a number: its id, its content, and the rows for billing/ to insert. It gets its number when it is issued: a renewal at once
 * (`issueInvoice`), a checkout when it is paid, so that an abandoned checkout uses none up. One invoice per subscription and cycle: PostgreSQL
 * refuses a second one.
 */
export function invoiceDraft(input: InvoiceInput) {
  const { lines, treatment, ...invoice } = input;
  const id = newId();
  const drafted = { ...invoice, ...totalsOf(lines), id, taxTreatment: treatment, status: "OPEN" as const, createdAt: now() };
  const rows = {
    Invoice: [drafted],
    InvoiceLine: lines.map((line, index) => ({ ...line, id: newId(), invoiceId: id, position: index + 1 })),
  } satisfies NewRows;
  return { id, invoice: drafted, rows };
}
