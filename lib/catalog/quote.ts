import type { SubscriptionItem, TaxRate } from "#lib/db/generated/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { addTrial, civilDate, type Every } from "#lib/kernel/period.ts";
import { amountOf, type Contract, couponIn, discountedAfter, discountOf, everyOf, firstCycle } from "./contract.ts";
import { firstShare, firstTerm } from "./first-term.ts";
import { rateInForce } from "./rate-in-force.ts";
import { type Share, shareOf } from "./share.ts";
import { computeTax, type Supply, type TaxRounding, type TaxTreatment, taxTerritory, taxTreatment } from "./tax.ts";

export type QuoteLine = {
  kind: "plan" | "add_on" | "setup_fee" | "trial";
  description: string;
  quantity: number;
  unitAmount: bigint;
  discount: bigint;
  net: bigint;
  tax: bigint;
  total: bigint;
  taxRatePpm: number;
  taxName: string;
  taxCountry: string;
  planId: string;
  priceId: string;
  /** The subscription's item; null before there is one. */
  itemId: string | null;
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
  /** Of a VAT number that would earn reverse charge if it were in force; null without one. */
  vatIdStatus: "valid" | "invalid" | "unverified" | null;
  couponCode: string | null;
  /** What is bought together with the plan, in step with it. */
  addOns: QuotedAddOn[];
  /** Where the buyer lives, which decides the tax. */
  country: string;
  /** What the subscription will keep. */
  contract: Contract;
  trial: { days: number; endsAt: Date } | null;
  /** The term begins at the first login to the TV app, not with the payment. */
  waitsForLogin: boolean;
  /** The next charge; null for a plan that ends after its term. `at` is null while the term waits for the first login. */
  renewal: { at: Date | null; total: bigint; tax: bigint } | null;
  /** Every charge once no coupon ends any more: another amount than the next where one still lowers `discounted` of the coming periods. */
  regular: { total: bigint; tax: bigint } | null;
  discounted: number;
  /** Whether a payment method must be saved although nothing is due now. */
  needsMethod: boolean;
};

export type TaxContext = {
  seller: Supply["seller"];
  buyer: { country: string; vatId?: string; vatIdStatus?: "valid" | "invalid" | "unverified"; exempt?: boolean };
  rounding?: TaxRounding;
  /** The rates of the territory whose tax the buyer's country has, and of the seller's. */
  rates: TaxRate[];
};

/** An add-on as it is sold: what it costs for a period of the plan. */
export type QuotedAddOn = Pick<SubscriptionItem, "planId" | "priceId" | "name" | "amount">;

export type QuoteInput = {
  plan: { id: string; name: string };
  priceId: string;
  /** Of the plan alone. */
  contract: Contract;
  addOns?: QuotedAddOn[];
  setupFee: bigint;
  /** For who has signed in on a TV before, no term waits for it. */
  hasLoggedIn: boolean;
  tax: TaxContext;
  /** The account's: a rate of tax begins with its day there. */
  timeZone: string;
  at: Date;
};

/**
 * The quote of a first purchase. Pure. A trial makes the plan, and what is bought with it, free until it ends; the set-up fee is due at once.
 * @throws 422 `tax_rate_missing` at `country` where the seller owes tax and no rate is in force (docs/decisions/0017).
 */
export function quote(input: QuoteInput): Quote {
  const { plan, priceId, contract, addOns = [], timeZone, at } = input;
  const { currency, taxIncluded, couponCode, trialDays } = contract;
  const trial = trialDays > 0 ? { days: trialDays, endsAt: addTrial(at, timeZone, trialDays) } : null;
  const cycle = firstCycle(contract);
  const item = { id: null, kind: "PLAN", planId: plan.id, priceId, name: plan.name, quantity: 1, amount: contract.amount } as const;
  const items: SoldItem[] = [item, ...addOns.map((addOn) => ({ ...item, ...addOn, kind: "ADD_ON" as const }))];
  const share = firstShare(contract, at, timeZone);
  const free = (sold: SoldItem) => ({ ...soldAs(sold), unitAmount: 0n, discount: 0n });
  const first = priceLines(input, [
    ...items.map((sold) => (trial ? { ...free(sold), kind: "trial" as const } : chargeOf(contract, sold, cycle, share))),
    { ...free(item), kind: "setup_fee", unitAmount: input.setupFee },
  ]);
  const waits = contract.startsAtFirstLogin && !trial && !input.hasLoggedIn;
  const renewsAt = waits ? null : (trial?.endsAt ?? firstTerm(contract, at, timeZone).end);
  const after = { ...input, items, at: renewsAt ?? at };
  const next = contract.oneTerm ? null : totalOf(quoteRenewal({ ...after, cycle: cycle + 1 }));
  const discounted = contract.oneTerm ? 0 : discountedAfter(contract, cycle);
  const regular = contract.oneTerm ? null : totalOf(quoteRenewal({ ...after, cycle: cycle + 1 + Math.max(discounted, 1) }));
  return {
    ...first,
    planId: plan.id,
    planName: plan.name,
    priceId,
    currency,
    every: everyOf(contract),
    taxIncluded,
    treatment: treatmentOf(input),
    vatIdStatus: input.tax.buyer.vatIdStatus ?? null,
    couponCode,
    addOns,
    country: input.tax.buyer.country,
    contract: { ...contract, amount: amountOf(items) },
    trial,
    waitsForLogin: waits,
    renewal: next && { at: renewsAt, ...next },
    regular,
    discounted,
    needsMethod: first.total === 0n && ((next?.total ?? 0n) > 0n || (regular?.total ?? 0n) > 0n),
  };
}

function totalOf({ total, tax }: QuoteTotals): { total: bigint; tax: bigint } {
  return { total, tax };
}

export type SoldItem = Pick<SubscriptionItem, "kind" | "planId" | "priceId" | "name" | "quantity" | "amount"> & { id: string | null };

/** A coupon for one time, or for some, is spent on the first cycles that are paid. `share`: only this part of the period is billed. `first`: the period begins at the anchor, so a billing day may cut it short. */
export type RenewalInput = Pick<QuoteInput, "contract" | "tax" | "timeZone" | "at"> & {
  items: SoldItem[];
  cycle: number;
  share?: Share;
  first?: boolean;
};

/** What a period, or the share of one, costs that begins at `at`: its items as they were sold, with the tax of that day. Pure. @throws `tax_rate_missing` as `quote`. */
export function quoteRenewal(input: RenewalInput): QuoteTotals & { treatment: TaxTreatment } {
  const { contract, cycle, at, timeZone, first } = input;
  const share = input.share ?? (first ? firstShare(contract, at, timeZone) : undefined);
  const charges = input.items.map((item) => chargeOf(contract, item, cycle, share));
  return { ...priceLines(input, charges), treatment: treatmentOf(input) };
}

type Charge = Omit<QuoteLine, "net" | "tax" | "total" | "taxRatePpm" | "taxName" | "taxCountry">;

function chargeOf(contract: RenewalInput["contract"], item: SoldItem, cycle: number, share?: Share): Charge {
  return share ? shareCharge(contract, item, cycle, share) : periodCharge(contract, item, cycle);
}

/** A coupon takes its share off the plan, neither off the set-up fee nor off what was added. */
function periodCharge(contract: RenewalInput["contract"], item: SoldItem, cycle: number): Charge {
  const isPlan = item.kind === "PLAN";
  const discount = isPlan ? discountOf(contract, item.amount * BigInt(item.quantity), cycle) : 0n;
  return { ...soldAs(item), kind: isPlan ? "plan" : "add_on", unitAmount: item.amount, discount };
}

/** For the share of a period: what it costs is rounded once, after the coupon. */
function shareCharge(contract: RenewalInput["contract"], item: SoldItem, cycle: number, share: Share): Charge {
  const isPlan = item.kind === "PLAN";
  const amount = item.amount * BigInt(item.quantity);
  const unitAmount = shareOf(amount, share);
  const due = shareOf(amount, share, isPlan ? couponIn(contract, cycle) : undefined);
  return { ...soldAs({ ...item, quantity: 1 }), kind: isPlan ? "plan" : "add_on", unitAmount, discount: unitAmount - due };
}

function soldAs({ id, planId, priceId, name, quantity }: SoldItem) {
  return { itemId: id, planId, priceId, description: name, quantity };
}

function priceLines(input: Omit<RenewalInput, "cycle" | "items">, charges: Charge[]): QuoteTotals {
  const { contract, tax } = input;
  const rate = rateOf(input);
  const kept = charges.filter(({ kind, unitAmount }) => kind !== "setup_fee" || unitAmount > 0n);
  const totals = computeTax({
    currency: contract.currency,
    pricesIncludeTax: contract.taxIncluded,
    rounding: tax.rounding,
    lines: kept.map(({ unitAmount, quantity, discount }) => ({
      amount: unitAmount * BigInt(quantity),
      discount,
      ratePpm: rate.ratePpm,
    })),
  });
  const lines = kept.map((charge, index) => ({
    ...charge,
    ...totals.lines[index],
    taxRatePpm: rate.ratePpm,
    taxName: rate.name,
    taxCountry: territoryOf(input),
  }));
  return { lines, subtotal: totals.subtotal, discount: totals.discount, tax: totals.tax, total: totals.total };
}

type TaxPoint = { tax: TaxContext; at: Date; timeZone: string };

function treatmentOf({ tax: { seller, buyer }, at, timeZone }: TaxPoint): TaxTreatment {
  return taxTreatment({ seller, customer: buyer, service: "electronic", on: civilDate(at, timeZone).toString() }).treatment;
}

function territoryOf({ tax: { seller, buyer }, at, timeZone }: TaxPoint): string {
  return taxTerritory(seller, buyer.country, civilDate(at, timeZone).toString());
}

/** The rate in force on the civil day of `at`; none where the treatment is not standard. */
function rateOf(point: TaxPoint): { name: string; ratePpm: number } {
  if (treatmentOf(point) !== "standard") return { name: "", ratePpm: 0 };
  const territory = territoryOf(point);
  const rates = point.tax.rates.filter(({ country }) => country === territory);
  const rate = rateInForce(rates, civilDate(point.at, point.timeZone).toString());
  if (!rate) throw new DomainError("tax_rate_missing", { field: "country" });
  return rate;
}
