import { unusedLines } from "#lib/billing/parts/unused-lines.ts";
import { type Refundable, refundable } from "#lib/billing/settling/refund-lines.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { linesBilledFor } from "#lib/invoices/billed-lines.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

/**
 * What a subscription's payer paid for the time after `at`, and may be given back of it: the payments it goes back to. By the rules of plan changes, but that in whole
 * days the day of the end was used: no other plan takes it over, and who comes and goes each day would watch for nothing.
 */
export async function unusedPart(
  tx: Tx,
  subscription: Subscription,
  at: Date,
  { changes }: Pick<Settings, "changes">,
): Promise<Refundable> {
  const items = await tx.subscriptionItem.findMany({ where: { subscriptionId: subscription.id, ...STANDING.where }, select: { id: true } });
  const used = subscription.pausedAt ?? at; // what stands still is used no further
  const billed = await linesBilledFor(
    tx,
    items.map(({ id }) => id),
    used,
  );
  const { taxIncluded } = subscription;
  const timeZone = await zoneOf(tx, subscription);
  const from = changes.proration === "day" ? startOfDay(civilDate(used, timeZone).add({ days: 1 }), timeZone) : used;
  return refundable(tx, unusedLines({ billed, at: from, policy: changes.proration, timeZone, taxIncluded }));
}

/** In minor units: what goes back to payments, and what becomes balance in any case. */
export function sumsOf({ parts, rest }: Refundable): { back: bigint; balance: bigint } {
  return { back: parts.reduce((sum, { amount }) => sum + amount, 0n), balance: rest.reduce((sum, { total }) => sum - total, 0n) };
}
