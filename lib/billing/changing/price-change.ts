import { type Billed, unusedLines } from "#lib/billing/parts/unused-lines.ts";
import { type Contract, discountedAfter } from "#lib/catalog/contract.ts";
import { firstTerm, shareOfPeriod } from "#lib/catalog/first-term.ts";
import { quoteRenewal, type SoldItem, type TaxContext } from "#lib/catalog/quote.ts";
import type { Share } from "#lib/catalog/share.ts";
import type { TaxTreatment } from "#lib/catalog/tax.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { least } from "#lib/kernel/money.ts";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import { type Period, type ProrationPolicy, unusedShare } from "#lib/subscriptions/proration.ts";

export type ChangeInput = {
  time: ChangeTime;
  policy: ProrationPolicy;
  timeZone: string;
  at: Date;
  /** The period that runs; `cycle` is its. */
  period: Period;
  cycle: number;
  /** In trial nothing was paid yet, and nothing is charged before it ends. */
  inTrial: boolean;
  /** Of the items that end with the change, by the contract that ends. */
  billed: Billed[];
  currency: string;
  taxIncluded: boolean;
  /** `charged`: the items that are billed for the change; `items`: all that are renewed after it. */
  to: { contract: Contract; charged: SoldItem[]; items: SoldItem[] };
  /** The next period counts from an anchor of its own, so that a billing day may cut it short. */
  nextIsFirst: boolean;
  /** What it becomes with the next period besides, where a new price was announced for that. */
  later?: { contract: Contract; items: SoldItem[] };
  tax: TaxContext;
};

export type ChangePrice = {
  /** In the currency of what ends. */
  credits: DraftLine[];
  charges: DraftLine[];
  treatment: TaxTreatment;
  /** What all credits, and all charges, come to with tax; both are 0 or above. */
  credit: bigint;
  charge: bigint;
  /** What is to be paid now. */
  due: bigint;
  /** What no charge takes up of the credits: all of them where these have another currency. */
  surplus: bigint;
  /** When what is paid now ends, what is charged then, and once a coupon that ends is over. */
  next: { at: Date; total: bigint; tax: bigint };
  regular: { total: bigint; tax: bigint };
};

/**
 * What a change of plan costs and gives back. The credit is the unused share of what was really paid, discount and tax in it; the charge is the
 * new price for the same share, or for a whole new period. Each is rounded once, half away from zero; tax is that of the day. Pure.
 * @throws `tax_rate_missing` as a quote does.
 */
export function priceChange(input: ChangeInput): ChangePrice {
  const { time, at, to, cycle } = input;
  const now = time !== "renewal" && !input.inTrial;
  const credits = now ? unusedLines(input) : [];
  const charged = now ? chargesOf(input) : null;
  const charges: DraftLine[] = charged?.lines.map((line) => (time === "prorated" ? { ...line, ...rest(input) } : line)) ?? [];
  const [credit, charge] = [-sum(credits), sum(charges)];
  const against = input.currency === to.contract.currency ? least(credit, charge) : 0n;
  const anew = time === "anew" && !input.inTrial;
  const nextAt = anew ? firstTerm(to.contract, at, input.timeZone).end : input.period.end;
  const renewed = input.later ?? to;
  const following = (of: number, isFirst = false) => {
    const { total, tax } = quoteRenewal({
      ...input,
      contract: renewed.contract,
      items: renewed.items,
      cycle: of,
      at: nextAt,
      first: isFirst,
    });
    return { total, tax };
  };
  const first = cycle + (anew ? 2 : 1);
  return {
    credits,
    charges,
    treatment: quoteRenewal({ ...input, contract: to.contract, items: to.items, cycle: first }).treatment,
    credit,
    charge,
    due: charge - against,
    surplus: credit - against,
    next: { at: nextAt, ...following(first, input.nextIsFirst && !anew) },
    regular: following(first + Math.max(discountedAfter(to.contract, first - 1), 1)),
  };
}

function chargesOf({ time, to, cycle, ...input }: ChangeInput) {
  const request = { ...input, contract: to.contract, items: to.charged };
  return time === "prorated"
    ? quoteRenewal({ ...request, cycle, share: restOf(to.contract, input) })
    : quoteRenewal({ ...request, cycle: cycle + 1, first: true });
}

/** What is left of the period that runs, as a share of a whole one: a billing day may have cut it short. */
function restOf(contract: Contract, input: Omit<ChangeInput, "time" | "to" | "cycle">): Share {
  const unused = unusedShare(input);
  const short = shareOfPeriod(contract, input.period, input.timeZone);
  return short ? { left: unused.left * short.left, whole: unused.whole * short.whole } : unused;
}

function rest({ at, period }: ChangeInput) {
  return { periodStart: at, periodEnd: period.end };
}

function sum(lines: DraftLine[]): bigint {
  return lines.reduce((all, { total }) => all + total, 0n);
}
