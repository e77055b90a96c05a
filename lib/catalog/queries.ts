import { db } from "#lib/db/client.ts";
import type { Interval, PictureQuality, PlanKind, PlanStatus, Prisma } from "#lib/db/generated/client.ts";
import { SLUG } from "#lib/kernel/inputs.ts";
import type { Money } from "#lib/kernel/money.ts";
import { findPrice, type PriceRow } from "./load-offer.ts";
import { isOnSale, ON_SALE } from "./state.ts";

export type ShopPrice = {
  id: string;
  every: { unit: Interval; count: number };
  trialDays: number;
  taxIncluded: boolean;
  amount: Money;
  setupFee: Money;
};

/** A plan as the shop shows it in one currency. `prices` are the payment plans sold in it, shortest first. */
export type ShopPlan = {
  id: string;
  slug: string;
  name: string;
  tagline: string;
  description: string;
  poster: string;
  features: string[];
  packages: string[];
  maxDevices: number;
  maxStreams: number;
  quality: PictureQuality;
  countries: string[];
  kind: PlanKind;
  startsAtFirstLogin: boolean;
  status: PlanStatus;
  highlighted: boolean;
  prices: ShopPrice[];
};

const withPrices = { prices: { where: { archivedAt: null }, include: { amounts: true } } } satisfies Prisma.PlanInclude;
type PlanRow = Prisma.PlanGetPayload<{ include: typeof withPrices }>;

/** The plans on the landing page, in the operator's order; those with nothing to buy in `currency` are left out. */
export async function publicPlans(currency: string): Promise<ShopPlan[]> {
  const plans = await db.plan.findMany({
    where: { status: "PUBLIC" },
    include: withPrices,
    orderBy: [{ position: "asc" }, { createdAt: "asc" }],
  });
  return plans.map((plan) => inCurrency(plan, currency)).filter((plan) => plan.prices.length > 0);
}

/** What stands in the addresses of the public plans, in the operator's order. */
export function publicAddresses(): Promise<{ slug: string; updatedAt: Date }[]> {
  return db.plan.findMany({ where: { status: "PUBLIC" }, select: { slug: true, updatedAt: true }, orderBy: { position: "asc" } });
}

/** A plan that may be looked at by its address: public or unlisted. Null for drafts, archived and unknown ones. */
export async function planBySlug(slug: string, currency: string): Promise<ShopPlan | null> {
  if (!SLUG.test(slug)) return null;
  const plan = await db.plan.findUnique({ where: { slug, status: { in: ON_SALE } }, include: withPrices });
  return plan && inCurrency(plan, currency);
}

export type PlanOfPrice = { plan: ShopPlan; onSale: boolean; sold: boolean; row: PriceRow };

/** The plan that `priceId` pays for, with that price alone, even when it was archived meanwhile (`sold` is false then). `onSale`: the plan is, with this price or another. */
export async function planOfPrice(priceId: string, currency: string): Promise<PlanOfPrice | null> {
  const row = await findPrice(db, priceId);
  if (!row) return null;
  const { plan, ...price } = row;
  const onSale = isOnSale(plan);
  return { plan: inCurrency({ ...plan, prices: [price] }, currency), onSale, sold: onSale && !price.archivedAt, row };
}

function inCurrency({ prices, ...plan }: PlanRow, currency: string): ShopPlan {
  const sold = prices.flatMap(({ id, interval, intervalCount, trialDays, taxIncluded, amounts }): ShopPrice[] => {
    const row = amounts.find((amount) => amount.currency === currency);
    if (!row) return [];
    const every = { unit: interval, count: intervalCount };
    return [{ id, every, trialDays, taxIncluded, amount: { minor: row.amount, currency }, setupFee: { minor: row.setupFee, currency } }];
  });
  return { ...plan, prices: sold.sort((a, b) => roughDays(a.every) - roughDays(b.every)) };
}

const DAYS: Record<Interval, number> = { DAY: 1, WEEK: 7, MONTH: 30, YEAR: 365 };

/** About how long a period lasts, to put them in order. */
export function roughDays({ unit, count }: ShopPrice["every"]): number {
  return DAYS[unit] * count;
}
