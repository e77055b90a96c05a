import { everyOf } from "#lib/catalog/contract.ts";
import { firstTerm } from "#lib/catalog/first-term.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { eventRow, type NewEvent, recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { addTrial, firstDayOf } from "#lib/kernel/period.ts";
import type { Source } from "#lib/kernel/source.ts";
import { type Granting, grantsOf } from "./items.ts";
import { FOLLOWS } from "./state.ts";
import { remindBefore, toDateColumn } from "./term.ts";
import { zoneOf } from "./zone.ts";

export type Reminders = { renewalDaysBefore: number; trialDaysBefore: number };

/**
 * Gives what was paid for: begins the trial, or the first period, or waits for the first login. Returns it as it is then.
 * The caller holds its lock. The viewer has no other live subscription of this plan: PostgreSQL refuses a second one.
 */
export async function activateSubscription(
  tx: Tx,
  { items, ...subscription }: Subscription & { items: Granting[] },
  source: Source,
  paymentMethodId: string | null,
  reminders: Reminders,
): Promise<Subscription> {
  const at = now();
  const trial = subscription.trialDays > 0;
  const status = trial ? "TRIALING" : "ACTIVE";
  if (!FOLLOWS[status].includes(subscription.status))
    throw new Error(`Subscription ${subscription.number} cannot become ${status} from ${subscription.status}`);
  const zone = await zoneOf(tx, subscription);
  const begun = trial
    ? trialTerm(subscription, zone, at, reminders)
    : subscription.startsAtFirstLogin && !(await hasLoggedIn(tx, subscription.customerId))
      ? {}
      : paidTerm(subscription, zone, at, reminders);
  const { id: subscriptionId } = subscription;
  const events: NewEvent[] = [
    { subject: "SUBSCRIPTION", subscriptionId, type: trial ? "trial_started" : "activated", source },
    { subject: "ACCESS", subscriptionId, type: "granted", source, data: grantsOf(items) },
  ];
  const changes: Partial<Subscription> = { ...begun, status, activatedAt: at, endedAt: null, paymentMethodId };
  return changeRow(tx, "Subscription", subscription, changes, { DomainEvent: events.map(eventRow) });
}

/** A gift is redeemed: the subscription that waited, paid, for somebody is theirs from now on. Who pays stays who paid. */
export async function handOver(
  tx: Tx,
  { items, ...subscription }: Subscription & { items: Granting[] },
  customerId: string,
): Promise<Subscription & { items: Granting[] }> {
  return { ...(await changeRow(tx, "Subscription", subscription, { customerId })), items };
}

/** Whether the viewer has used the TV app: no term of theirs waits for it any more. */
export async function hasLoggedIn(tx: Tx, customerId: string): Promise<boolean> {
  return (await tx.customer.count({ where: { id: customerId, firstLoginAt: { not: null } } })) > 0;
}

/**
 * Begins a term that waited for the viewer's first login to the TV app, `at` that, but not before it was paid. Told so late that the term would be
 * over, it begins now: nobody is billed at once for what nobody had counted. Returns the term.
 */
export async function beginTermAtFirstLogin(
  tx: Tx,
  subscription: Subscription,
  at: Date,
  source: Source,
  reminders: Reminders,
): Promise<Pick<Subscription, "currentPeriodStart" | "currentPeriodEnd">> {
  const begunAt = subscription.activatedAt && subscription.activatedAt > at ? subscription.activatedAt : at;
  const zone = await zoneOf(tx, subscription);
  const told = paidTerm(subscription, zone, begunAt, reminders);
  const term = told.currentPeriodEnd > now() ? told : paidTerm(subscription, zone, now(), reminders);
  await tx.subscription.update({ where: { id: subscription.id }, data: term });
  await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId: subscription.id, type: "first_login", source });
  return term;
}

function trialTerm(subscription: Subscription, timeZone: string, at: Date, reminders: Reminders) {
  const end = addTrial(at, timeZone, subscription.trialDays);
  return {
    trialEndsAt: end,
    anchor: toDateColumn(firstDayOf(everyOf(subscription), end, timeZone)),
    cycle: -1,
    currentPeriodStart: at,
    currentPeriodEnd: end,
    renewsAt: end,
    remindAt: remindBefore(end, reminders.trialDaysBefore, at),
  };
}

function paidTerm(subscription: Subscription, timeZone: string, begunAt: Date, reminders: Reminders) {
  const { anchor, end } = firstTerm(subscription, begunAt, timeZone);
  return {
    anchor: toDateColumn(anchor),
    cycle: 0,
    currentPeriodStart: begunAt,
    currentPeriodEnd: end,
    renewsAt: end,
    remindAt: remindBefore(end, reminders.renewalDaysBefore, now()),
  };
}
