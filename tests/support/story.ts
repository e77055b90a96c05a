import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";

/** Moves the clock to `at` (ISO; a date alone means noon in UTC) and lets the worker do what is due. */
export async function at(instant: string): Promise<void> {
  stopClockAt(new Date(instant.length > 10 ? instant : `${instant}T12:00:00Z`));
  await runSchedule();
}

/** The invoices of a subscription: [number, status, period start]. */
export async function invoicesOf(subscriptionId: string): Promise<[string | null, string, string][]> {
  const invoices = await db.invoice.findMany({ where: { subscriptionId, kind: "INVOICE" }, orderBy: { cycle: "asc" } });
  return invoices.map(({ number, status, periodStart }) => [number, status, periodStart?.toISOString().slice(0, 10) ?? ""]);
}

/** The charges of a subscription by time: status and the day. */
export async function chargesOf(subscriptionId: string): Promise<[string, string][]> {
  const charges = await db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "asc" } });
  return charges.map(({ status, createdAt }) => [status, createdAt.toISOString().slice(0, 10)]);
}

/** How many messages of each template a viewer got by email. */
export async function emailsTo(customerId: string): Promise<Record<string, number>> {
  const rows = await db.message.groupBy({ by: ["templateKey"], where: { customerId, kind: "EMAIL" }, _count: true });
  return Object.fromEntries(rows.map((row) => [row.templateKey, row._count]));
}

export function statusOf(subscriptionId: string): Promise<string> {
  return db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } }).then(({ status }) => status);
}

/** Ends the stories told before in this file, so that the next one is told alone, and no list is read day by day from the years of the others. */
export async function endEarlierStories(): Promise<void> {
  await db.gatewaySweep.deleteMany();
  await db.subscription.updateMany({
    where: { OR: [{ renewsAt: { not: null } }, { remindAt: { not: null } }] },
    data: { renewsAt: null, remindAt: null },
  });
  await db.subscription.updateMany({ where: { status: "PAST_DUE" }, data: { graceUntil: new Date("9999-01-01") } });
  await db.invoice.updateMany({ where: { nextAttemptAt: { not: null } }, data: { nextAttemptAt: null } });
  await db.transaction.updateMany({ where: { reconcileAt: { not: null } }, data: { reconcileAt: null } });
}
