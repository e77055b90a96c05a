import { roughDays } from "#lib/catalog/queries.ts";
import { isOnSale } from "#lib/catalog/state.ts";
import { db } from "#lib/db/client.ts";
import type { Plan, Price, Prisma } from "#lib/db/generated/client.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

export type OperatorPrice = Prisma.PriceGetPayload<{ include: { amounts: true } }> & { subscriptions: number; sold: boolean };
export type OperatorPlan = Plan & { onSale: boolean; archived: boolean; prices: OperatorPrice[]; subscriptions: number };

/** Every plan in the shop's order, archived ones last, with its payment plans on sale and its live subscriptions. */
export async function plansForOperator(): Promise<OperatorPlan[]> {
  const plans = await db.plan.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  const prices = await pricesOf({ archivedAt: null });
  const joined = plans.map((plan) => withPrices(plan, prices));
  const counts = await liveByPlan();
  const counted = joined.map((plan) => ({ ...plan, subscriptions: counts.get(plan.id) ?? 0 }));
  return [...counted.filter((plan) => !plan.archived), ...counted.filter((plan) => plan.archived)];
}

/** One plan with all its payment plans, those on sale first and the shortest first; null when there is none. */
export async function planForOperator(id: string): Promise<OperatorPlan | null> {
  const plan = await db.plan.findUnique({ where: { id } });
  if (!plan) return null;
  const prices = await pricesOf({ planId: id });
  const subscriptions = (await liveByPlan(id)).get(id) ?? 0;
  return { ...withPrices(plan, prices), subscriptions };
}

async function pricesOf(where: Prisma.PriceWhereInput): Promise<OperatorPrice[]> {
  const prices = await db.price.findMany({
    where,
    include: { amounts: { orderBy: { currency: "asc" } }, _count: { select: { subscriptions: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const ids = prices.map((price) => price.id);
  const live = await db.subscription.groupBy({ by: ["priceId"], where: { status: { in: LIVE }, priceId: { in: ids } }, _count: true });
  const counts = new Map(live.map((row) => [row.priceId, row._count]));
  const joined = prices.map(({ _count, ...price }) => ({
    ...price,
    subscriptions: counts.get(price.id) ?? 0,
    sold: _count.subscriptions > 0,
  }));
  return joined.sort((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null) || lengthOf(a) - lengthOf(b));
}

function lengthOf({ interval, intervalCount }: Price): number {
  return roughDays({ unit: interval, count: intervalCount });
}

function withPrices(plan: Plan, prices: OperatorPrice[]) {
  return {
    ...plan,
    onSale: isOnSale(plan),
    archived: plan.status === "ARCHIVED",
    prices: prices.filter((price) => price.planId === plan.id),
  };
}

async function liveByPlan(planId?: string): Promise<Map<string, number>> {
  const rows = await db.subscription.groupBy({ by: ["planId"], where: { status: { in: LIVE }, planId }, _count: true });
  return new Map(rows.map((row) => [row.planId, row._count]));
}
