import type { RefundPart } from "#lib/billing/settling/refund-lines.ts";
import { type Share, shareOf } from "#lib/catalog/share.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { creditedLater } from "#lib/invoices/credited-later.ts";
import { least } from "#lib/kernel/money.ts";
import { movedPeriod } from "#lib/kernel/standstill.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { leftToRefund } from "#lib/payments/refundable.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { unusedShare } from "#lib/subscriptions/proration.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

const WHOLE: Share = { left: 1n, whole: 1n };
const NOTHING: Share = { left: 0n, whole: 1n };

/**
 * What a withdrawal at `at` gives back of each payment: all of it, less the share of the total price for what was used, to the second, less what went back before or was credited. With
 * each order a viewer asks for the service to begin at once and is told so (Directive 2011/83/EU, Article 14 (3); § 357a BGB); what has not begun was not used.
 */
export async function withdrawalRefund(
  tx: Tx,
  subscription: Subscription,
  at: Date,
  { leaving }: Pick<Settings, "leaving">,
): Promise<RefundPart[]> {
  const charges = await tx.transaction.findMany({
    // What was sent ahead has no invoice: it is on the balance, and what that has paid is a payment of its own.
    where: {
      subscriptionId: subscription.id,
      invoiceId: { not: null },
      kind: "CHARGE",
      status: "SUCCEEDED",
      surplus: false,
      amount: { gt: 0 },
    },
    orderBy: { number: "desc" },
    include: { disputes: { select: { taken: true, currency: true } }, invoice: { select: { periodStart: true, periodEnd: true } } },
  });
  const pauses = await tx.subscriptionPause.findMany({ where: { subscriptionId: subscription.id }, select: { from: true, endedAt: true } });
  const timeZone = await zoneOf(tx, subscription);
  const until = subscription.endedAt && subscription.endedAt < at ? subscription.endedAt : at;
  const unused = (period: { periodStart: Date | null; periodEnd: Date | null } | null): Share => {
    if (leaving.withdrawalGivesBack === "whole" || !period?.periodStart || !period.periodEnd) return WHOLE;
    const moved = movedPeriod({ start: period.periodStart, end: period.periodEnd }, pauses, until);
    return moved.end <= until ? NOTHING : unusedShare({ policy: "second", timeZone, period: moved, at: until });
  };
  const parts: RefundPart[] = [];
  for (const [invoiceId, of] of Map.groupBy(charges, (charge) => charge.invoiceId)) {
    const credited = invoiceId ? await creditedLater(tx, invoiceId) : 0n;
    let missing = credited;
    // What cannot go back as it was paid is balance, whatever was credited; so that comes off the others first.
    const inOrder = of.toSorted((one, other) => Number(one.gateway === BALANCE) - Number(other.gateway === BALANCE));
    for (const { disputes, invoice, ...charge } of inOrder) {
      const due = shareOf(charge.amount, unused(invoice)) - charge.refunded;
      const less = least(due > 0n ? due : 0n, missing);
      missing -= less;
      const amount = least(due - less, leftToRefund(charge, disputes, credited));
      if (amount > 0n) parts.push({ charge, amount });
    }
  }
  return parts;
}
