import { db } from "#lib/db/client.ts";
import type { ManualCharge } from "#lib/db/generated/client.ts";
import { type ManualLine, manualLines } from "#lib/invoices/manual-charge.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

export type ManualChargeRow = Omit<ManualCharge, "lines"> & { lines: ManualLine[]; subscription: { number: number; plan: string } | null };

/** What was to be billed by hand to a customer, the newest first. */
export async function manualChargesOf(customerId: string, take = 20): Promise<ManualChargeRow[]> {
  const charges = await db.manualCharge.findMany({ where: { customerId }, orderBy: { id: "desc" }, take });
  const ids = charges.flatMap(({ subscriptionId }) => subscriptionId ?? []);
  const found = await db.subscription.findMany({ where: { id: { in: ids } }, select: WITH_PLAN });
  return charges.map((charge) => {
    const of = found.find(({ id }) => id === charge.subscriptionId);
    return { ...charge, lines: manualLines(charge), subscription: of ? { number: of.number, plan: of.plan.name } : null };
  });
}

const WITH_PLAN = { id: true, number: true, currency: true, plan: { select: { name: true } } } as const;

export type Billable = { id: string; number: number; currency: string; plan: { name: string } };

/** The subscriptions that a customer pays, on whose next invoice something may stand. */
export function billableOf(customerId: string): Promise<Billable[]> {
  return db.subscription.findMany({
    where: { payerId: customerId, status: { in: LIVE }, cancelAtPeriodEnd: false },
    select: WITH_PLAN,
    orderBy: { number: "asc" },
    take: 20,
  });
}
