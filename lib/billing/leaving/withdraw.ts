import { z } from "zod";
import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { cancelOne } from "#lib/billing/ending/cancel-plan.ts";
import { countedFrom } from "#lib/billing/parts/counted-from.ts";
import { lockOpenInvoices } from "#lib/billing/parts/lock-open-invoices.ts";
import { giveBackParts } from "#lib/billing/settling/refund-lines.ts";
import { requestRefund } from "#lib/billing/settling/refund-payment.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { restateReason } from "#lib/subscriptions/cancel.ts";
import { cancels, WITHDRAWAL } from "#lib/subscriptions/cancellation.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { isClear, WITHDRAWABLE, withdrawableUntil } from "./withdrawable.ts";
import { withdrawalRefund } from "./withdrawal-refund.ts";
import { writeWithdrawal } from "./write-withdrawal.ts";

export const withdrawInput = z.object({
  subscriptionId: z.uuid("invalid"),
  /** The moment that was counted from, and the amount that was shown for it, in minor units. */
  at: z.coerce.date("invalid"),
  shown: z.string("invalid").max(30),
});
export type WithdrawInput = z.output<typeof withdrawInput>;

/** `amount`, in minor units, goes back; null where somebody has to look first. */
export type OfferedWithdrawal = { until: Date; at: Date; amount: bigint | null; currency: string; plan: string };

/** What a withdrawal of the viewer's would give back now; null where there is no right to it. */
export async function offeredWithdrawal(subscriptionId: string, customerId: string, settings: Settings): Promise<OfferedWithdrawal | null> {
  const found = await db.subscription.findUnique({ where: { id: subscriptionId, customerId }, include: WITHDRAWABLE });
  const at = now();
  const until = found && withdrawableUntil(found, at, settings);
  if (!until) return null;
  const amount = (await isClear(db, found)) ? sum(await withdrawalRefund(db, found, at, settings)) : null;
  return { until, at, amount, currency: found.currency, plan: found.plan.name };
}

/**
 * A signed-in viewer withdraws from a contract: it ends at once, what was paid goes back by the rules as it was shown, and both are confirmed by email with the
 * time. What is not clear is kept for somebody to look at, and confirmed all the same. Returns whether it was done.
 * @throws 404 `subscription_unknown`, for another's too; 409 `withdrawal_over`; `terms_changed` where it would be another amount now.
 */
export async function withdraw({ subscriptionId, at, shown }: WithdrawInput, viewer: Actor & { id: string }): Promise<boolean> {
  const settings = await getSettings();
  countedFrom(at);
  const { done, refunds } = await transaction(async (tx) => {
    const customer = await lockCustomer(tx, viewer.id);
    const found = await tx.subscription.findUnique({ where: { id: subscriptionId, customerId: viewer.id }, include: WITHDRAWABLE });
    if (!found) throw notFound("subscription_unknown");
    if (!withdrawableUntil(found, now(), settings)) throw conflict("withdrawal_over");
    const clear = await isClear(tx, found);
    const said = { name: customer.name, email: customer.email, contract: `${found.plan.name}, ${found.number}` };
    const result = clear ? await carryOut(tx, found, { at, shown }, viewer, settings) : { amount: 0n, refunds: [] };
    const ended = clear ? [{ ...found, amount: result.amount }] : [];
    await writeWithdrawal(tx, { said, customer, ended, ip: viewer.ip ?? null, locale: customer.locale }, viewer);
    return { done: clear, refunds: result.refunds };
  });
  for (const id of refunds) await requestRefund(id, sourceOf(viewer));
  return done;
}

/** Ends a contract and gives back what a withdrawal does. The caller holds its viewer's lock. */
export async function carryOut(
  tx: Tx,
  { id }: Pick<Subscription, "id">,
  { at, shown }: { at: Date; shown?: string },
  actor: Actor,
  settings: Settings,
): Promise<{ amount: bigint; refunds: string[] }> {
  await lockOpenInvoices(tx, id);
  const subscription = await lockSubscription(tx, id);
  const parts = await withdrawalRefund(tx, subscription, at, settings);
  const amount = sum(parts);
  if (shown !== undefined && String(amount) !== shown) throw new DomainError("terms_changed");
  if (cancels(subscription, now(), settings.dunning))
    await cancelOne(tx, { subscriptionId: id, reason: WITHDRAWAL, when: "now" }, actor, settings);
  else await restateReason(tx, id, WITHDRAWAL);
  return { amount, refunds: await giveBackParts(tx, parts, { to: "method", reason: "withdrawn" }, actor, settings) };
}

function sum(parts: { amount: bigint }[]): bigint {
  return parts.reduce((all, { amount }) => all + amount, 0n);
}
