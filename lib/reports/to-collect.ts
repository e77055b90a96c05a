import type { Invoice, Prisma, Subscription } from "#lib/db/generated/client.ts";
import { isUnpaid, UNPAID } from "#lib/invoices/state.ts";

const OVERDUE = "PAST_DUE";

/** What is left to collect: the unpaid invoices of what is past due, and those that bill no subscription. */
export const TO_COLLECT = {
  ...UNPAID,
  OR: [{ subscriptionId: null }, { subscription: { status: OVERDUE } }],
} satisfies Prisma.InvoiceWhereInput;

/** Whether an invoice `of` a subscription, or of none, is one of them. */
export function isToCollect(invoice: Pick<Invoice, "kind" | "status" | "number">, of: Pick<Subscription, "status"> | null): boolean {
  return isUnpaid(invoice) && (of === null || of.status === OVERDUE);
}
