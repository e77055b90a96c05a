import type { Coupon, Interval, Plan, Price, TaxRate } from "#lib/db/generated/client.ts";
import { addTrial, civilDate, type Every } from "#lib/kernel/period.ts";
import { discountOf } from "./coupon.ts";
import { firstTerm } from "./first-term.ts";
import { computeTax, taxTreatment } from "./tax.ts";

export type QuoteLine = {
  kind: "plan" | "setup_fee" | "trial";
  description: string;
  unitAmount: bigint;
  discount: bigint;
  net: bigint;
  tax: bigint;
  total: bigint;
  taxRatePpm: number;
  taxName: string;
  taxCountry: string;
};

export type QuoteTotals = { lines: QuoteLine[]; subtotal: bigint; discount: bigint; tax: bigint; total: bigint };

/** What a purchase costs now and at each renewal; amounts in minor units of `currency`. */
export type Quote = QuoteTotals & {
  planId: string;
  planName: string;
  priceId: string;
  currency: string;
  every: Every;
  taxIncluded: boolean;
  treatment: TaxTreatment;
  couponCode: string | null;
  trial: { days: number; endsAt: Date } | null;
  /** The next charge; null for a plan that ends after its term. `at` is null while the term waits for the first login. */
  renewal: { at: Date | null; total: bigint; tax: bigint } | null;
  /** Every charge after that: another amount where a coupon for one time waits for the end of the trial. */
  regular: { total: bigint; tax: bigint } | null;
  /** Whether a payment method must be saved although nothing is due now. */
  needsMethod: boolean;
};

export type TaxTreatment = "standard" | "reverse_charge" | "outside_scope";

export type TaxContext = {
  seller: { country: string; vatRegistered: boolean };
  buyer: { country: string; vatId?: string; vatIdStatus?: "valid" | "invalid" | "unverified" };
  /** The rates of the buyer's country. */
  rates: TaxRate[];
};

export type QuoteInput = {
  plan: Plan;
  price: Price;
  /** The price in the buyer's currency. */
  amount: bigint;
  setupFee: bigint;
  currency: string;
  coupon: Coupon | null;
  /** Who had the plan before gets no trial of it again; for who has signed in on a TV before, no term waits for it. */
  viewer: { hadPlan: boolean; hasLoggedIn: boolean };
  tax: TaxContext;
  /** The account's: a rate of tax begins with its day there. */
  timeZone: string;
  at: Date;
};

/** The quote of a first purchase. Pure. A trial makes the plan free until it ends; the set-up fee is due at once. */
export function quote(input: QuoteInput): Quote {
  const { plan, price, currency, coupon, timeZone, at } = input;
  const every = everyOf(price);
  const trial =
    price.trialDays > 0 && !input.viewer.hadPlan ? { days: price.trialDays, endsAt: addTrial(at, timeZone, price.trialDays) } : null;
  const first = priceLines(
    input,
    [
      trial ? { kind: "trial", unitAmount: 0n } : { kind: "plan", unitAmount: input.amount },
      { kind: "setup_fee", unitAmount: input.setupFee },
    ],
    trial ? null : coupon,
  );
  const waits = plan.startsAtFirstLogin && !trial && !input.viewer.hasLoggedIn;
  const renewsAt = waits ? null : (trial?.endsAt ?? firstTerm(plan, every, at, timeZone).end);
  const after = { ...input, at: renewsAt ?? at };
  const lasting = coupon?.duration === "FOREVER" ? coupon : null;
  // A coupon for one time is spent on the first period that is paid: after a trial, on the first renewal.
  const next = plan.kind === "REGULAR" ? periodPrice(after, trial ? coupon : lasting) : null;
  return {
    ...first,
    planId: plan.id,
    planName: plan.name,
    priceId: price.id,
    currency,
    every,
    taxIncluded: price.taxIncluded,
    treatment: treatmentOf(input),
    couponCode: coupon?.code ?? null,
    trial,
    renewal: next && { at: renewsAt, ...next },
    regular: next && periodPrice(after, lasting),
    needsMethod: first.total === 0n && (next?.total ?? 0n) > 0n,
  };
}

function periodPrice(input: RenewalInput, coupon: Coupon | null): { total: bigint; tax: bigint } {
  const { total, tax } = priceLines(input, [{ kind: "plan", unitAmount: input.amount }], coupon);
  return { total, tax };
}

export type RenewalInput = Omit<QuoteInput, "setupFee" | "viewer">;

/** What the next period costs: the price as sold, with its lasting coupon and the tax of that day. Pure. */
export function quoteRenewal(input: RenewalInput): QuoteTotals & { treatment: TaxTreatment } {
  return { ...priceLines(input, [{ kind: "plan", unitAmount: input.amount }], input.coupon), treatment: treatmentOf(input) };
}

export function everyOf(price: { interval: Interval; intervalCount: number }): Every {
  return { unit: price.interval, count: price.intervalCount };
}

type Item = { kind: QuoteLine["kind"]; unitAmount: bigint };

/** A coupon takes its share off the plan, not off the set-up fee. */
function priceLines(input: RenewalInput, items: Item[], coupon: Coupon | null): QuoteTotals {
  const { plan, price, currency, tax } = input;
  const rate = rateOf(input);
  const kept = items.filter((item) => item.kind !== "setup_fee" || item.unitAmount > 0n);
  const totals = computeTax({
    currency,
    pricesIncludeTax: price.taxIncluded,
    lines: kept.map((item) => ({
      amount: item.unitAmount,
      ratePpm: rate.ratePpm,
      discount: coupon && item.kind === "plan" ? discountOf(coupon, item.unitAmount, currency) : 0n,
    })),
  });
  const lines = kept.map((item, index) => ({
    ...item,
    ...totals.lines[index],
    description: plan.name,
    taxRatePpm: rate.ratePpm,
    taxName: rate.name,
    taxCountry: tax.buyer.country,
  }));
  return { lines, subtotal: totals.subtotal, discount: totals.discount, tax: totals.tax, total: totals.total };
}

type TaxPoint = { tax: TaxContext; at: Date; timeZone: string };

function treatmentOf({ tax: { seller, buyer }, at, timeZone }: TaxPoint): TaxTreatment {
  return taxTreatment({ seller, customer: buyer, service: "electronic", on: civilDate(at, timeZone).toString() }).treatment;
}

/** The buyer country's rate in force on the civil day of `at`; none where the treatment is not standard. */
function rateOf(point: TaxPoint): { name: string; ratePpm: number } {
  if (treatmentOf(point) !== "standard") return { name: "", ratePpm: 0 };
  const on = civilDate(point.at, point.timeZone).toString();
  const inForce = point.tax.rates
    .filter((rate) => rate.validFrom.toISOString().slice(0, 10) <= on)
    .sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime());
  return inForce[0] ?? { name: "", ratePpm: 0 };
}
