import { InvoiceKind, InvoiceStatus } from "#lib/db/generated/client.ts";

export const INVOICE_STATUSES = Object.values(InvoiceStatus);
export const INVOICE_KINDS = Object.values(InvoiceKind);

/** Nobody is to pay it any more. */
export const GIVEN_UP = ["VOID", "UNCOLLECTIBLE"] as const satisfies InvoiceStatus[];

/** Money that came for it may be recorded: also when nobody hoped for it any more. */
export const TAKES_MONEY: InvoiceStatus[] = ["OPEN", "UNCOLLECTIBLE"];
