import { everyOf } from "#lib/catalog/contract.ts";
import { firstTerm } from "#lib/catalog/first-term.ts";
import type { Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { eventRow, type NewEvent, type SubscriptionEventType } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { firstDayOf } from "#lib/kernel/period.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Reminders } from "./activate.ts";
import type { AgreedChange } from "./agreed-change.ts";
import { grantsOf } from "./items.ts";
import { isSameLength } from "./proration.ts";
import { termsThatWere } from "./recurring-terms.ts";
import { LIVE, pausesNext } from "./state.ts";
import { remindBefore, toDateColumn } from "./term.ts";
import { zoneOf } from "./zone.ts";

export type WithItems = Subscription & { items: SubscriptionItem[] };

/** Whether a change still holds: the subscription runs on, in the period and with the items that it was agreed for; neither a pause nor a cancellation came between. */
export function stillHolds(subscription: WithItems, { cycle: of, standing }: AgreedChange): boolean {
  const { status, cycle, cancelAtPeriodEnd, items } = subscription;
  const known = new Set(standing);
  const runsOn = LIVE.includes(status) && status !== "PAUSED" && !cancelAtPeriodEnd && !pausesNext(subscription);
  return runsOn && cycle === of && items.length === known.size && items.every(({ id }) => known.has(id));
}

/**
 * Puts an agreed change in force on a locked subscription: its plan, contract and items, and what they grant, from now on. One that begins `anew` enters
 * its next period, whose anchor is today; the caller bills it. A trial goes on to its end. Returns it as it is then.
 */
export async function applyChange<S extends WithItems>(
  tx: Tx,
  subscription: S,
  change: AgreedChange,
  source: Source,
  reminders: Reminders,
): Promise<S> {
  const zone = await zoneOf(tx, subscription);
  const { trialEndsAt, status } = subscription;
  if (status === "TRIALING" && trialEndsAt)
    return putInForce(tx, subscription, { anchor: anchorAt(change, trialEndsAt, zone) }, change, source);
  return putInForce(tx, subscription, change.time === "anew" ? newTerm(subscription, change, zone, reminders) : {}, change, source);
}

/** The same with the period that is about to begin. */
export async function applyAtRenewal<S extends WithItems>(tx: Tx, subscription: S, change: AgreedChange, source: Source): Promise<S> {
  return putInForce(tx, subscription, contractAtRenewal(subscription, change, await zoneOf(tx, subscription)), change, source);
}

/** What a subscription keeps of a change from its next period on: those of another length, or to another billing day, count from the first day of that. */
export function contractAtRenewal(
  subscription: Subscription,
  change: AgreedChange,
  timeZone: string,
): Partial<Subscription> & AgreedChange["contract"] {
  const { currentPeriodEnd: end, cycle, number } = subscription;
  if (!end) throw new Error(`Subscription ${number} has no term to follow`);
  const { contract } = change;
  if (!countsAnew(subscription, contract)) return contract;
  return { ...contract, anchor: anchorAt(change, end, timeZone), anchorCycle: cycle + 1 };
}

/** Whether the period after the present one counts from an anchor of its own, so that a billing day may cut it short. @param contract what it is billed by */
export function isCountedFromNext(subscription: Subscription, contract: AgreedChange["contract"]): boolean {
  return subscription.anchorCycle === subscription.cycle + 1 || countsAnew(subscription, contract);
}

function countsAnew(before: Subscription, after: AgreedChange["contract"]): boolean {
  return after.billingDay !== before.billingDay || !isSameLength(everyOf(before), everyOf(after));
}

function anchorAt({ contract }: AgreedChange, at: Date, zone: string): Date {
  return toDateColumn(firstDayOf(everyOf(contract), at, zone));
}

function newTerm(
  { oneTerm, cycle: before }: Subscription,
  { contract }: AgreedChange,
  zone: string,
  reminders: Reminders,
): Partial<Subscription> {
  const start = now();
  const { anchor, end } = firstTerm({ ...contract, oneTerm }, start, zone);
  const cycle = before + 1;
  return {
    anchor: toDateColumn(anchor),
    anchorCycle: cycle,
    cycle,
    currentPeriodStart: start,
    currentPeriodEnd: end,
    renewsAt: end,
    remindAt: remindBefore(end, reminders.renewalDaysBefore, start),
  };
}

async function putInForce<S extends WithItems>(
  tx: Tx,
  before: S,
  term: Partial<Subscription>,
  change: AgreedChange,
  source: Source,
): Promise<S> {
  const { id: subscriptionId } = before;
  const { planId, priceId, contract } = change;
  const at = now(); // one instant for all of it: what a subscription is worth is told by these
  const kept = before.items.filter(({ id }) => change.items.some(({ keeps }) => keeps === id));
  const added = change.items.flatMap(({ keeps, terms }) => (keeps ? [] : [{ ...terms, id: newId(), subscriptionId, addedAt: at }]));
  const gone = before.items.filter((item) => !kept.includes(item)).map(({ id }) => id);
  await tx.subscriptionItem.updateMany({ where: { id: { in: gone } }, data: { removedAt: at } });
  await tx.scheduledChange.deleteMany({ where: { subscriptionId } });
  const items: SubscriptionItem[] = [...kept, ...added.map((item) => ({ ...item, removedAt: null }))];
  const data = { from: before.planId, to: planId, ...termsThatWere(before, contract) };
  const events: NewEvent[] = [
    { subject: "SUBSCRIPTION", subscriptionId, type: changeType(before, change), source, at, data },
    { subject: "ACCESS", subscriptionId, type: "changed", source, at, data: grantsOf(items) },
  ];
  const changes: Partial<Subscription> = { planId, priceId, ...contract, ...term };
  const row = await changeRow(tx, "Subscription", before, changes, { SubscriptionItem: added, DomainEvent: events.map(eventRow) });
  return { ...row, items };
}

function changeType(before: Subscription, change: AgreedChange): SubscriptionEventType {
  const { priceId, currency } = before;
  if (isNewPrice(before, change)) return "price_changed";
  if (priceId !== change.priceId || currency !== change.contract.currency) return "plan_changed";
  return change.items.some(({ keeps }) => !keeps) ? "add_on_added" : "add_on_removed";
}

/** The same plan for the same length, which costs something else. */
function isNewPrice(before: Subscription, { planId, priceId, contract }: AgreedChange): boolean {
  const same = before.planId === planId && before.currency === contract.currency && isSameLength(everyOf(before), everyOf(contract));
  return same && before.priceId !== priceId;
}
