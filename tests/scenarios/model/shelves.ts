import { db } from "#lib/db/client.ts";
import { type Interval, Prisma } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { aCoupon, aPlan, aTaxRate, changeSettings } from "#tests/support/shop.ts";
import type { Length } from "./calendar.ts";
import type { Coupon, Rate } from "./price.ts";
import { CURRENCIES } from "./purse.ts";
import { costIn, EXTRAS, type Offer, PASSES, PLANS } from "./shelf.ts";

/** Other plans have rates for Germany. */
export const HOME = "AT";

const INTERVALS: Record<Length["unit"], Interval> = { days: "DAY", weeks: "WEEK", months: "MONTH", years: "YEAR" };
const KINDS = { plan: "REGULAR", pass: "PASS", extra: "ADD_ON" } as const;

const prices = new Map<Offer, string>();

/** Puts everything up for sale, once for all histories. */
export async function stock(): Promise<void> {
  await changeSettings("market", { currencies: [...CURRENCIES] });
  for (const offer of [...PLANS, ...PASSES, ...EXTRAS]) {
    const { amount, taxIncluded, trialDays, fee: setupFee, length, day } = offer;
    const sold = {
      amount,
      taxIncluded,
      trialDays,
      billingDay: day ?? undefined,
      setupFee,
      kind: KINDS[offer.kind],
      interval: INTERVALS[length.unit],
      intervalCount: length.count,
    };
    const { id: priceId } = (await aPlan(sold)).price;
    prices.set(offer, priceId);
    for (const currency of CURRENCIES.slice(1)) {
      const { amount, fee } = costIn(currency, offer);
      await db.priceAmount.create({ data: { priceId, currency, amount, setupFee: fee } });
    }
  }
}

export const priceIdOf = (offer: Offer) => prices.get(offer)!;

/** An operator puts another price in the place of an offer's, and changes what all coupons are worth; whoever has bought keeps what was agreed. */
export async function correct(offer: Offer): Promise<void> {
  await db.coupon.updateMany({ data: { percentPpm: 10_000, amounts: Prisma.DbNull, duration: "FOREVER", cycles: null } });
  const {
    id,
    archivedAt: _,
    amounts,
    ...terms
  } = await db.price.update({
    where: { id: priceIdOf(offer) },
    data: { archivedAt: now() },
    include: { amounts: true },
  });
  const again = amounts.map(({ currency, amount, setupFee }) => ({ currency, amount, setupFee }));
  prices.set(offer, (await db.price.create({ data: { ...terms, createdAt: now(), amounts: { create: again } } })).id);
}

/** The extra that a subscription has; where it has none, what stands for it in vain. */
export async function itemIdOf(subscriptionId: string, offer: Offer): Promise<string> {
  const { planId } = await db.price.findUniqueOrThrow({ where: { id: priceIdOf(offer) } });
  const item = await db.subscriptionItem.findFirst({ where: { subscriptionId, planId, removedAt: null } });
  return item?.id ?? subscriptionId;
}

/** The code of a coupon that is made for one purchase. */
export async function codeOf({ off, periods }: Coupon): Promise<string> {
  const code = `C${crypto.randomUUID().slice(0, 13).toUpperCase()}`;
  const lasts =
    periods === null ? { duration: "FOREVER" as const } : periods === 1 ? {} : { duration: "REPEATING" as const, cycles: periods };
  await aCoupon(code, { ...lasts, ...("ppm" in off && { percentPpm: Number(off.ppm) }) });
  if ("cents" in off) {
    const amounts = Object.fromEntries(CURRENCIES.map((currency) => [currency, String(off.cents)]));
    await db.coupon.update({ where: { code }, data: { percentPpm: null, amounts } });
  }
  return code;
}

/** An operator saves just these rates of tax, where the viewers of the histories live. */
export async function tax(rates: Rate[]): Promise<void> {
  await db.taxRate.deleteMany({ where: { country: HOME } });
  for (const { from, ppm } of rates) await aTaxRate({ country: HOME, ratePpm: Number(ppm), validFrom: from });
}
