import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { payOrder } from "#lib/billing/asking/pay-order.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { tellChange } from "#lib/billing/parts/change-letter.ts";
import { countedFrom } from "#lib/billing/parts/counted-from.ts";
import { begunBy, requireNotInStore } from "#lib/billing/parts/not-in-store.ts";
import { giveSurplus } from "#lib/billing/settling/give-surplus.ts";
import { issueFreeInvoice } from "#lib/billing/settling/issue-free-invoice.ts";
import { lockOffer } from "#lib/catalog/lock.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { splitCredits } from "#lib/invoices/lines.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { Source } from "#lib/kernel/source.ts";
import { FAILED } from "#lib/payments/state.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { CHANGE_TIMES } from "#lib/subscriptions/agreed-change.ts";
import { applyChange } from "#lib/subscriptions/change.ts";
import { hasPlanBeside } from "#lib/subscriptions/has-plan.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { scheduleChange } from "#lib/subscriptions/schedule-change.ts";
import { writtenChange } from "./change-terms.ts";
import { orderChange } from "./order-change.ts";
import { type PreparedChange, prepareChange } from "./prepare-change.ts";
import type { Changing } from "./target.ts";

export const changePlanInput = z.object({
  subscriptionId: z.uuid("invalid"),
  /** One of three: another plan, an add-on, or an item to take off. */
  priceId: z.uuid("invalid").optional(),
  add: z.uuid("invalid").optional(),
  remove: z.uuid("invalid").optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "invalid_currency")
    .optional(),
  /** When, where an operator says so; the settings do for viewers. */
  time: z.enum(CHANGE_TIMES).optional(),
  /** The moment that was counted from, and what was shown for it (`writtenChange`). */
  at: z.coerce.date("invalid"),
  shown: z.string(),
  /** How to pay, where no method is saved. */
  gateway: z.string().max(40).optional(),
});
export type ChangePlanInput = z.output<typeof changePlanInput>;

/** `url`: where to go on; `order`: the order that pays for it first. */
export type Changed = { kind: "done" | "scheduled" } | { kind: "ordered"; url: string; orderId: string };

/**
 * Puts another plan in the place of the one that runs, adds to it or takes something off, on the terms that were shown. Where something is due it is paid first: with the saved method,
 * or on a page; nothing changes before it is. Where nothing is due it changes at once, or is kept for the next period.
 * @throws 404 `subscription_unknown` for another's, `terms_changed` where it would be something else now, the refusals of `prepareChange`, `not_changed_by_viewers`.
 */
export async function changePlan(input: ChangePlanInput, actor: Actor): Promise<Changed> {
  const settings = await getSettings();
  if (actor.kind === "VIEWER" && (!settings.changes.byViewers || input.time)) throw conflict("not_changed_by_viewers");
  const agreed = await transaction((tx) => agree(tx, input, actor, settings));
  if (agreed.kind !== "ordered") return agreed;
  const { orderId, transactionId } = agreed;
  const url = await payOrder(transactionId, sourceOf(actor));
  if (actor.kind !== "VIEWER") await refuseDeclined(orderId, transactionId, sourceOf(actor));
  return { kind: "ordered", orderId, url };
}

type Agreed = { kind: "done" | "scheduled" } | { kind: "ordered"; orderId: string; transactionId: string };

async function agree(tx: Tx, input: ChangePlanInput, actor: Actor, settings: Settings): Promise<Agreed> {
  const changing = await lockChanging(tx, input, actor);
  const prepared = await prepareChange(tx, changing, { ...input, at: countedFrom(input.at) }, actor.kind, settings);
  if (writtenChange(prepared) !== input.shown) throw new DomainError("terms_changed");
  const { agreed, price } = prepared;
  if (agreed.planId !== changing.planId && (await hasPlanBeside(tx, changing, agreed.planId)))
    throw conflict("already_subscribed", { number: changing.number });
  await requireNotInStore(tx, changing.customerId, begunBy(agreed, changing));
  await recordAudit(tx, {
    actor,
    action: "subscription.plan_changed",
    subjectType: "subscription",
    subjectId: changing.id,
    before: { planId: changing.planId, priceId: changing.priceId },
    after: JSON.parse(input.shown),
  });
  if (agreed.time === "renewal") {
    await scheduleChange(tx, changing, agreed, input.shown, sourceOf(actor));
    await tellChange(
      tx,
      changing,
      { change: agreed, amount: { ...price.regular, currency: agreed.contract.currency }, changesOn: price.next.at },
      settings,
    );
    return { kind: "scheduled" };
  }
  if (price.due > 0n) {
    const ordered = await orderChange(tx, changing, { prepared, terms: input.shown, gateway: input.gateway }, actor, settings);
    return ordered ? { kind: "ordered", ...ordered } : { kind: "done" };
  }
  await changeNow(tx, changing, prepared, actor, settings);
  return { kind: "done" };
}

/** What an operator asked for and the bank refused is given up, and they are told why; a viewer pays in another way. */
async function refuseDeclined(orderId: string, transactionId: string, source: Source): Promise<void> {
  const { status, failureReason, failureCode } = await db.transaction.findUniqueOrThrow({ where: { id: transactionId } });
  if (!FAILED.includes(status)) return;
  await transaction((tx) => abandonOrder(tx, orderId, source));
  throw conflict("change_declined", { reason: failureReason ?? failureCode ?? "" });
}

/** Locked in the order of a renewal: who pays, the plan that is chosen, the subscription. */
async function lockChanging(tx: Tx, { subscriptionId, priceId, add }: ChangePlanInput, actor: Actor): Promise<Changing> {
  const found = await tx.subscription.findUnique({ where: { id: subscriptionId }, select: { payerId: true, customerId: true } });
  if (!found || (actor.kind === "VIEWER" && actor.id !== found.customerId)) throw notFound("subscription_unknown");
  const payer = await lockCustomer(tx, found.payerId);
  const sold = priceId ?? add;
  if (sold) await lockOffer(tx, { priceId: sold });
  const subscription = await lockSubscription(tx, subscriptionId);
  const items = await tx.subscriptionItem.findMany({ where: { subscriptionId, ...STANDING.where }, orderBy: STANDING.orderBy });
  const scheduledChange = await tx.scheduledChange.findUnique({ where: { subscriptionId }, select: { change: true } });
  return { ...subscription, payer, items, scheduledChange };
}

async function changeNow(tx: Tx, changing: Changing, prepared: PreparedChange, actor: Actor, settings: Settings): Promise<void> {
  const { agreed, price } = prepared;
  const { payer, currency: paidIn, id: subscriptionId } = changing;
  const { currency } = agreed.contract;
  const changed = await applyChange(tx, changing, agreed, sourceOf(actor), settings.reminders);
  const anew = changed.cycle !== changing.cycle;
  // Where the rest becomes balance anyhow, one invoice says it all.
  const taken = settings.changes.credit === "balance" && paidIn === currency ? price.credit : price.credit - price.surplus;
  const [credits, surplus] = splitCredits(price.credits, taken);
  const lines = [...price.charges.map((line) => ({ ...line, itemId: itemOf(changed, line) })), ...credits];
  if (anew || lines.some(({ total }) => total !== 0n)) {
    const period = { start: anew ? changed.currentPeriodStart : (lines[0].periodStart ?? null), end: changed.currentPeriodEnd };
    const cycle = anew ? changed.cycle : undefined;
    const invoice = { subscriptionId, payer, currency, treatment: price.treatment, lines, period, cycle };
    await issueFreeInvoice(tx, invoice, sourceOf(actor), settings);
  }
  const rest = { subscription: changed, payer, lines: surplus, currency: paidIn, treatment: price.treatment, reason: "plan_changed" };
  await giveSurplus(tx, rest, actor, settings);
  await tellChange(tx, changing, { change: agreed, amount: { ...price.regular, currency }, changesOn: now() }, settings);
}

function itemOf({ items }: Pick<Changing, "items">, { priceId }: { priceId?: string | null }): string | null {
  return items.find((item) => item.priceId === priceId)?.id ?? null;
}
