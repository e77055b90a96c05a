import { chargeInvoice } from "#lib/billing/asking/charge-invoice.ts";
import { expireUnpaid } from "#lib/billing/ending/expire-unpaid.ts";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { lockOpenInvoices } from "#lib/billing/parts/lock-open-invoices.ts";
import { payingThrough } from "#lib/billing/parts/of-gateway.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { UNDER_WAY } from "#lib/payments/state.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { beyondGrace, type Patience } from "#lib/subscriptions/state.ts";
import { suspendUnpaid } from "./suspend-unpaid.ts";

/** Charges again what is due to be charged, suspends what stayed unpaid beyond its grace, and expires it where it is not waited for, or was long enough. Returns how many rows it acted on. */
export async function chaseOverdue(limit = 100, lane?: Lane): Promise<number> {
  const invoices = await db.invoice.findMany({
    where: { status: "OPEN", nextAttemptAt: { lte: now() }, id: { notIn: resting() }, ...chargedThrough(lane) },
    orderBy: { nextAttemptAt: "asc" },
    take: limit,
    select: { id: true },
  });
  const charged = await eachSafely(invoices, "charge", ({ id }) => chargeInvoice(id, "renewal"));
  const suspended = await suspendUnpaid(limit, lane);
  const { dunning } = await getSettings();
  const late = await db.subscription.findMany({
    where: { ...lateAndWaitedFor(now(), dunning), id: { notIn: resting() }, ...payingThrough(lane) },
    orderBy: { graceUntil: "asc" },
    take: limit,
    select: { id: true },
  });
  return charged + suspended + (await eachSafely(late, "expiry", ({ id }) => expireIfUnpaid(id)));
}

function chargedThrough(lane: Lane): Prisma.InvoiceWhereInput {
  if (lane === undefined) return {};
  const subscription = payingThrough(lane);
  return lane === null ? { OR: [{ subscriptionId: null }, { subscription }] } : { subscription };
}

/** Grace is over, and no charge is due or under way. */
function lateAndWaitedFor(at: Date, dunning: Patience) {
  const awaited = { OR: [{ nextAttemptAt: { lte: at } }, { transactions: { some: { status: { in: UNDER_WAY } } } }] };
  return { ...beyondGrace(at, dunning), invoices: { none: { status: "OPEN" as const, ...awaited } } };
}

async function expireIfUnpaid(id: string): Promise<boolean> {
  const settings = await getSettings();
  return transaction(async (tx) => {
    await lockOpenInvoices(tx, id);
    const subscription = await lockSubscription(tx, id);
    if ((await tx.subscription.count({ where: { id, ...lateAndWaitedFor(now(), settings.dunning) } })) === 0) return false;
    await expireUnpaid(tx, subscription, settings);
    return true;
  });
}
