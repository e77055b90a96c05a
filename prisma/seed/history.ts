import pLimit from "p-limit";
import { SYSTEM } from "#lib/audit/audit.ts";
import { chargeInvoice } from "#lib/billing/asking/charge-invoice.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { askAhead } from "#lib/billing/renewing/ask-ahead.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { deliverGifts } from "#lib/billing/renewing/deliver-gifts.ts";
import { remindUpcoming } from "#lib/billing/renewing/remind-upcoming.ts";
import { renewSubscription } from "#lib/billing/renewing/renew-subscription.ts";
import { runPauses } from "#lib/billing/renewing/run-pauses.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { DEMO_ACCOUNTS } from "#lib/identity/demo-accounts.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import { CANCEL_REASONS } from "#lib/settings/cancel-reasons.ts";
import { dueForRenewal, RENEWING } from "#lib/subscriptions/state.ts";
import type { Sold } from "./catalogue.ts";
import type { Extras } from "./extras.ts";
import { liveOn } from "./life.ts";
import { payOut } from "./payouts.ts";
import { Random } from "./random.ts";
import { transfersOf } from "./transfers.ts";
import { drawViewer, enterViewer } from "./viewer-story.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const atOnce = pLimit(10);

export type History = {
  from: Date;
  to: Date;
  viewers: number;
  catalogue: Sold[];
  extras: Extras;
  random: Random;
  progress: (share: number) => void;
};

/** Tells the days one after the other: who came, what renewed, what failed, who left. The clock stands still while a part of a day is told. */
export async function tellHistory({ from, to, viewers, catalogue, extras, random, progress }: History): Promise<void> {
  const days = Math.floor((to.getTime() - from.getTime()) / DAY_MS);
  const life = new Random(2027);
  let entered = 0;
  for (let day = 0; day <= days; day += 1) {
    const midnight = Math.floor(from.getTime() / DAY_MS) * DAY_MS + day * DAY_MS;
    const noon = new Date(Math.min(midnight + 12 * HOUR_MS + random.between(0, 8 * HOUR_MS), to.getTime()));
    stopClockAt(noon);
    await runDue();
    // More viewers each month: the count grows with the square of the time.
    const expected = Math.round(viewers * ((day + 1) / (days + 1)) ** 1.6);
    const arrivals = Array.from({ length: expected - entered }, (_, index) => drawViewer(random, entered + index, catalogue, extras));
    entered = expected;
    await atOnce.map(arrivals, (arrival) =>
      enterViewer(arrival).catch((error) => log.warn({ err: error }, "a viewer of the demo could not enter")),
    );
    await transfersOf(days - day, catalogue);
    if (day % 7 === 1) await leave(random);
    if (day % 7 === 3) await complain(random);
    if (day % 7 === 4) await payOut();
    if (day % 7 === 5) await liveOn({ random: life, catalogue, extras });
    if (day % 14 === 0) progress(day / days);
  }
  stopClockAt(to);
  await runDue();
}

/** What the worker would do, several at a time. Messages are delivered at the end of the history, all at once. */
async function runDue(): Promise<void> {
  await reconcilePayments(500);
  await Promise.all([runPauses(500), deliverGifts(500)]);
  await askAhead(500);
  await Promise.all([remindUpcoming(1000), renew()]);
  const invoices = await db.invoice.findMany({ where: { status: "OPEN", nextAttemptAt: { lte: now() } }, select: { id: true } });
  await atOnce.map(invoices, ({ id }) => chargeInvoice(id, "renewal"));
  await chaseOverdue(500);
  await abandonOrders(500);
}

async function renew(): Promise<void> {
  for (let due = await dueSubscriptions(); due.length > 0; due = await dueSubscriptions())
    await atOnce.map(due, ({ id }) => renewSubscription(id));
}

function dueSubscriptions(): Promise<{ id: string }[]> {
  return db.subscription.findMany({ where: dueForRenewal(now()), select: { id: true } });
}

/** Once a week: about one in eleven leaves each month, and one in eight of them thinks again. */
async function leave(random: Random): Promise<void> {
  const live = await db.subscription.findMany({
    where: {
      status: { in: RENEWING },
      cancelAtPeriodEnd: false,
      transferId: null,
      customer: { email: { not: DEMO_ACCOUNTS.viewer.email } },
    },
    orderBy: { customer: { email: "asc" } }, // not by what finished first, so that the same viewers leave each time
    select: { id: true, customer: { select: { id: true, name: true } } },
  });
  for (const { id, customer } of live) {
    if (!random.chance(0.022)) continue;
    const viewer = { kind: "VIEWER" as const, id: customer.id, name: customer.name };
    await cancelPlan({ subscriptionId: id, reason: random.pick(CANCEL_REASONS) }, viewer);
    if (random.chance(0.12)) await undoCancel({ subscriptionId: id }, viewer);
  }
}

/** Once a week somebody gets money back: all of it, or a part. */
async function complain(random: Random): Promise<void> {
  const recent = await db.transaction.findMany({
    where: {
      kind: "CHARGE",
      status: "SUCCEEDED",
      gateway: "sandbox",
      invoiceId: { not: null },
      refunded: 0n,
      amount: { gt: 0n },
      createdAt: { gt: new Date(now().getTime() - 7 * DAY_MS) },
    },
    orderBy: [{ customer: { email: "asc" } }, { createdAt: "asc" }],
    select: { id: true, amount: true },
  });
  if (recent.length === 0) return;
  const { id, amount } = random.pick(recent);
  await refundPayment({ transactionId: id, amount: random.chance(0.6) ? amount : amount / 2n, reason: "The viewer asked for it." }, SYSTEM);
}
