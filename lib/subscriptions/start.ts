import type { NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { eventRow, recordEvent } from "./record.ts";
import { LIVE } from "./state.ts";

export type StartInput = {
  customerId: string;
  planId: string;
  priceId: string;
  currency: string;
  amount: bigint;
  couponId: string | null;
  /** A Trial plan: one term, once per viewer, no renewal. */
  oneTerm: boolean;
  timeZone: string;
};

/**
 * A subscription that waits for its payment: its id, and the rows for the caller to insert with the order.
 * @throws 409 when the viewer has this plan, or had this trial plan before.
 */
export async function startSubscription(tx: Tx, { oneTerm, ...data }: StartInput): Promise<{ id: string; rows: NewRows }> {
  const { customerId, planId } = data;
  const live = await tx.subscription.findFirst({ where: { customerId, planId, status: { in: LIVE } }, select: { number: true } });
  if (live) throw conflict("already_subscribed", { number: live.number });
  if (oneTerm && (await tx.subscription.count({ where: { customerId, planId, activatedAt: { not: null } } })) > 0)
    throw conflict("trial_plan_used");
  const id = newId();
  const rows: NewRows = {
    Subscription: [{ ...data, id, status: "INCOMPLETE", cancelAtPeriodEnd: oneTerm, createdAt: now() }],
    SubscriptionEvent: [eventRow(id, "started", "checkout")],
  };
  return { id, rows };
}

/** Closes a subscription that was never paid. */
export async function abandonSubscription(tx: Tx, subscriptionId: string): Promise<void> {
  const { count } = await tx.subscription.updateMany({
    where: { id: subscriptionId, status: "INCOMPLETE" },
    data: { status: "EXPIRED", endedAt: now() },
  });
  if (count > 0) await recordEvent(tx, subscriptionId, "abandoned", "checkout");
}
