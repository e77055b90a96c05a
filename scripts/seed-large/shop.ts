import { db } from "#lib/db/client.ts";
import type { CouponDuration, Interval } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { installTemplates } from "#lib/messages/templates/templates.ts";
import { seedCatalogue, seedPlan } from "#prisma/seed/catalogue.ts";
import { seedExtras } from "#prisma/seed/extras.ts";
import { bytesOf, textArray, uuidBytes } from "./encode.ts";

export const CURRENCIES = ["EUR", "USD", "KWD"] as const;

/** A price of a plan, as it is sold. */
export type Offer = {
  index: number;
  plan: number;
  planId: Uint8Array;
  planText: string;
  priceId: Uint8Array;
  name: Uint8Array;
  slug: string;
  interval: Interval;
  count: number;
  trialDays: number;
  oneTerm: boolean;
  /** By currency. */
  amounts: number[];
  setupFees: number[];
  packages: Uint8Array;
  grants: Uint8Array;
  maxDevices: number;
  maxStreams: number;
  quality: string;
};

export type Coupon = {
  index: number;
  id: Uint8Array;
  code: string;
  percentPpm: number | null;
  amounts: number[] | null;
  duration: CouponDuration;
  cycles: number | null;
  left: number;
};

export type Shop = {
  offers: Offer[];
  coupons: Coupon[];
  /** By key and kind, such as "receipt EMAIL". */
  templates: Map<string, Uint8Array>;
};

/** The demo's catalogue, and a plan that is billed each week. All of it is made by the use cases that the demo makes it with. */
export async function openShop(): Promise<Shop> {
  await seedCatalogue();
  await seedExtras();
  await seedPlan(
    {
      slug: "match-week",
      name: "Match Week",
      tagline: "The league, a week at a time",
      description: "All matches of a league, billed each week.",
      poster: "art:stadium",
      features: ["Instant highlights"],
      packages: ["Sports"],
      maxDevices: 2,
      maxStreams: 1,
      quality: "FHD",
      prices: [{ interval: "WEEK", amounts: ["4.99", "5.49", "1.500"] }],
    },
    6,
  );
  await installTemplates();
  await db.plan.updateMany({ data: { updatedAt: now() } });
  return { offers: await readOffers(), coupons: await readCoupons(), templates: await readTemplates() };
}

async function readOffers(): Promise<Offer[]> {
  const plans = await db.plan.findMany({
    where: { kind: { not: "ADD_ON" } },
    orderBy: { position: "asc" },
    include: { prices: { orderBy: { id: "asc" }, include: { amounts: true } } },
  });
  return plans
    .flatMap((plan, index) => plan.prices.map((price) => ({ plan, price, index })))
    .map(({ plan, price, index: planIndex }, index) => {
      const of = (currency: string) => price.amounts.find((amount) => amount.currency === currency)!;
      const { packages, maxDevices, maxStreams, quality } = plan;
      return {
        index,
        plan: planIndex,
        planId: uuidBytes(plan.id),
        planText: plan.id,
        priceId: uuidBytes(price.id),
        name: bytesOf(plan.name),
        slug: plan.slug,
        interval: price.interval,
        count: price.intervalCount,
        trialDays: price.trialDays,
        oneTerm: plan.kind === "PASS",
        amounts: CURRENCIES.map((currency) => Number(of(currency).amount)),
        setupFees: CURRENCIES.map((currency) => Number(of(currency).setupFee)),
        packages: textArray(packages),
        grants: bytesOf(JSON.stringify({ quality, packages, maxDevices, maxStreams })),
        maxDevices,
        maxStreams,
        quality,
      };
    });
}

async function readCoupons(): Promise<Coupon[]> {
  const coupons = await db.coupon.findMany({ orderBy: { id: "asc" } });
  return coupons.map(({ id, code, percentPpm, amounts, duration, cycles, maxRedemptions }, index) => ({
    index,
    id: uuidBytes(id),
    code,
    percentPpm,
    amounts: amounts === null ? null : CURRENCIES.map((currency) => Number((amounts as Record<string, string>)[currency])),
    duration,
    cycles,
    left: maxRedemptions ?? Number.POSITIVE_INFINITY,
  }));
}

async function readTemplates(): Promise<Map<string, Uint8Array>> {
  const versions = await db.templateVersion.findMany({ where: { locale: "en" }, orderBy: { version: "asc" } });
  return new Map(versions.map(({ id, key, kind }) => [`${key} ${kind}`, uuidBytes(id)]));
}
