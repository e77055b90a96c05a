import type { Invoice, Prisma, Subscription } from "#lib/db/generated/client.ts";
import { isUnpaid, UNPAID } from "#lib/invoices/state.ts";

/** What renewals left to collect: the unpaid invoices of what is past due. */
export const TO_COLLECT = { ...UNPAID, subscription: { status: "PAST_DUE" } } satisfies Prisma.InvoiceWhereInput;

/** Whether an invoice is one of them. */
export function isToCollect(invoice: Pick<Invoice, "kind" | "status" | "number">, of: Pick<Subscription, "status">): boolean {
  return isUnpaid(invoice) && of.status === TO_COLLECT.subscription.status;
}
