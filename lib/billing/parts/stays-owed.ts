import type { Invoice, Subscription } from "#lib/db/generated/client.ts";

/**
 * Whether an invoice is owed although its subscription ends, or has ended, by a cancellation: it was to be paid by a day after its issue, for a period that was watched
 * until then. Nobody gets out of it by canceling.
 */
export function staysOwed(
  invoice: Pick<Invoice, "dueAt" | "issuedAt">,
  { status, cancelAtPeriodEnd }: Pick<Subscription, "status" | "cancelAtPeriodEnd">,
): boolean {
  return isOnTerms(invoice) && (status === "CANCELED" || cancelAtPeriodEnd);
}

/** Whether it was to be paid by a day after its issue. */
export function isOnTerms({ dueAt, issuedAt }: Pick<Invoice, "dueAt" | "issuedAt">): boolean {
  return dueAt !== null && issuedAt !== null && dueAt > issuedAt;
}
