import type { Coupon, Interval, Plan, Price, TaxRate } from "#lib/db/generated/client.ts";
import { addTrial, civilDate, type Every, periodStart, startOfDay } from "#lib/kernel/period.ts";
import { discountOf } from "./coupon.ts";
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
  /** Null for a plan that ends after its term. `at` is null while the term waits for the first login. */
  renewal: { at: Date | null; total: bigint; tax: bigint } | null;
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
  tax: TaxContext;
  timeZone: string;
  at: Date;
};

/** The quote of a first purchase. Pure. A trial makes the plan free until it ends; the set-up fee is due at once. */
export function quote(input: QuoteInput): Quote {
  const { plan, price, currency, coupon, timeZone, at } = input;
  const every = everyOf(price);
  const trial = price.trialDays > 0 ? { days: price.trialDays, endsAt: addTrial(at, timeZone, price.trialDays) } : null;
  const first = trial
    ? priceLines(
        input,
        [
          { kind: "trial", unitAmount: 0n },
          { kind: "setup_fee", unitAmount: input.setupFee },
        ],
        null,
      )
    : priceLines(
        input,
        [
          { kind: "plan", unitAmount: input.amount },
          { kind: "setup_fee", unitAmount: input.setupFee },
        ],
        coupon,
      );
  const renews = plan.kind === "REGULAR";
  // A coupon for one time is spent on the first period that is paid: after a trial, on the first renewal.
  const next = renews
    ? priceLines(input, [{ kind: "plan", unitAmount: input.amount }], coupon?.duration === "FOREVER" || trial ? coupon : null)
    : null;
  const start = trial ? trial.endsAt : startOfDay(periodStart(civilDate(at, timeZone), every, 1), timeZone);
  return {
    ...first,
    planId: plan.id,
    planName: plan.name,
    priceId: price.id,
    currency,
    every,
    taxIncluded: price.taxIncluded,
    treatment: treatmentOf(input.tax, at),
    couponCode: coupon?.code ?? null,
    trial,
    renewal: next && { at: plan.startsAtFirstLogin ? null : start, total: next.total, tax: next.tax },
    needsMethod: first.total === 0n && (next?.total ?? 0n) > 0n,
  };
}

export type RenewalInput = Omit<QuoteInput, "setupFee">;

/** What the next period costs: the price as sold, with its lasting coupon and the tax of that day. Pure. */
export function quoteRenewal(input: RenewalInput): QuoteTotals & { treatment: TaxTreatment } {
  return { ...priceLines(input, [{ kind: "plan", unitAmount: input.amount }], input.coupon), treatment: treatmentOf(input.tax, input.at) };
}

export function everyOf(price: { interval: Interval; intervalCount: number }): Every {
  return { unit: price.interval, count: price.intervalCount };
}

type Item = { kind: QuoteLine["kind"]; unitAmount: bigint };

/** A coupon takes its share off the plan, not off the set-up fee. */
function priceLines(input: RenewalInput, items: Item[], coupon: Coupon | null): QuoteTotals {
  const { plan, price, currency, tax, at } = input;
  const rate = rateOn(tax, at);
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

function treatmentOf({ seller, buyer }: TaxContext, at: Date): TaxTreatment {
  return taxTreatment({ seller, customer: buyer, service: "electronic", on: at.toISOString().slice(0, 10) }).treatment;
}

/** The buyer country's rate in force at `at`; none where the treatment is not standard. */
function rateOn(tax: TaxContext, at: Date): { name: string; ratePpm: number } {
  if (treatmentOf(tax, at) !== "standard") return { name: "", ratePpm: 0 };
  const inForce = tax.rates.filter((rate) => rate.validFrom <= at).sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime());
  return inForce[0] ?? { name: "", ratePpm: 0 };
}
