import { type Invoice, InvoiceKind, InvoiceStatus, type Prisma } from "#lib/db/generated/client.ts";

export const INVOICE_STATUSES = Object.values(InvoiceStatus);
export const INVOICE_KINDS = Object.values(InvoiceKind);

/** Issued, and to be paid yet. */
export const UNPAID = { kind: "INVOICE", status: "OPEN", number: { not: null } } satisfies Prisma.InvoiceWhereInput;

export function isUnpaid({ kind, status, number }: Pick<Invoice, "kind" | "status" | "number">): boolean {
  return kind === UNPAID.kind && status === UNPAID.status && number !== null;
}

/** Nobody is to pay it any more. */
export const GIVEN_UP = ["VOID", "UNCOLLECTIBLE"] as const satisfies InvoiceStatus[];

/** Money that came for it may be recorded: also when nobody hoped for it any more. */
export const TAKES_MONEY: InvoiceStatus[] = ["OPEN", "UNCOLLECTIBLE"];
