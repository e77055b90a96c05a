import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { payingThrough } from "#lib/billing/parts/of-gateway.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { UNPAID } from "#lib/invoices/state.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { UNDER_WAY } from "#lib/payments/state.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { noteSuspended } from "#lib/subscriptions/renew.ts";
import { isSuspended } from "#lib/subscriptions/state.ts";
import { takeReminder } from "#lib/subscriptions/take-reminder.ts";

const DAY_MS = 86_400_000;
const BEING_CHARGED = { ...UNPAID, transactions: { some: { status: { in: UNDER_WAY } } } } satisfies Prisma.InvoiceWhereInput;

/**
 * Says of what stayed unpaid beyond its grace that access has ended and the subscription waits: in its timeline and to whoever pays. Who is being charged is not asked
 * to pay: a debit may be on its way for days. Returns how many.
 */
export async function suspendUnpaid(limit: number, lane?: Lane): Promise<number> {
  const settings = await getSettings();
  const due = await db.subscription.findMany({
    where: {
      status: "PAST_DUE",
      remindAt: { lte: now() },
      id: { notIn: resting() },
      invoices: { none: BEING_CHARGED },
      ...payingThrough(lane),
    },
    orderBy: { remindAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return eachSafely(due, "suspension", ({ id }) => transaction((tx) => suspend(tx, id, settings)));
}

async function suspend(tx: Tx, id: string, settings: Settings): Promise<boolean> {
  const subscription = await lockSubscription(tx, id);
  if (!(await takeReminder(tx, id))) return false;
  if (!isSuspended(subscription, now(), settings.dunning)) return true;
  await noteSuspended(tx, subscription);
  const invoice = await tx.invoice.findFirst({ where: { ...UNPAID, subscriptionId: id } });
  if (!invoice) return true;
  const { plan, payer } = await tx.subscription.findUniqueOrThrow({ where: { id }, select: { plan: true, payer: true } });
  await notify(tx, "suspended", settings, {
    dedupeKey: `suspended:${id}:${subscription.cycle}`,
    customer: payer,
    refs: { subscriptionId: id, invoiceId: invoice.id },
    variables: (links) => ({
      plan: { name: plan.name },
      amount: { minor: invoice.total - invoice.paid, currency: invoice.currency },
      waits_until: new Date(subscription.graceUntil!.getTime() + settings.dunning.suspendDays * DAY_MS),
      links: { pay: links.pay(invoice.id) },
    }),
  });
  return true;
}
