import type { Length } from "./calendar.ts";
import type { Currency } from "./purse.ts";

/** What the shop of the histories sells. Amounts are euro cents, for one period. */
export type Offer = {
  name: string;
  kind: "plan" | "pass" | "extra";
  length: Length;
  amount: bigint;
  /** Once, with the first invoice, also when that is for a trial. */
  fee: bigint;
  taxIncluded: boolean;
  trialDays: number;
  /** Of the month, on which all periods but the first are billed. */
  day: number | null;
};

/** Eighths of the amount in euros, in minor units. */
const WORTH: Record<Currency, bigint> = { EUR: 8n, USD: 9n, JPY: 13n };

export const costIn = (currency: Currency, { amount, fee }: Offer) => ({
  amount: (amount * WORTH[currency]) / 8n,
  fee: (fee * WORTH[currency]) / 8n,
});

const plan = (name: string, count: number, unit: Length["unit"], amount: bigint, more: Partial<Offer> = {}): Offer => ({
  name,
  kind: "plan",
  length: { unit, count },
  amount,
  fee: 0n,
  taxIncluded: true,
  trialDays: 0,
  day: null,
  ...more,
});

export const PLANS: Offer[] = [
  plan("basic", 1, "months", 999n),
  plan("family", 1, "months", 1999n),
  plan("premium", 1, "months", 3333n),
  plan("dear", 1, "months", 9901n, { fee: 777n }),
  plan("net", 1, "months", 1501n, { taxIncluded: false }),
  plan("net family", 1, "months", 2503n, { taxIncluded: false, fee: 499n }),
  plan("cheap", 1, "months", 7n),
  plan("tried", 1, "months", 1299n, { trialDays: 14 }),
  plan("tried at a fee", 1, "months", 1777n, { trialDays: 5, fee: 101n }),
  plan("on the first", 1, "months", 3001n, { day: 1 }),
  plan("on the last", 1, "months", 1403n, { day: 31, fee: 99n }),
  plan("quarter from the 15th", 3, "months", 5003n, { day: 15 }),
  plan("two months", 2, "months", 1817n),
  plan("quarter", 3, "months", 2697n),
  plan("year", 1, "years", 9990n),
  plan("twelve months", 12, "months", 10_499n),
  plan("week", 1, "weeks", 349n),
  plan("seven days", 7, "days", 299n),
  plan("fortnight", 2, "weeks", 599n, { taxIncluded: false }),
  plan("day", 1, "days", 53n),
  plan("three days", 3, "days", 151n, { trialDays: 2 }),
  plan("ten days", 10, "days", 401n, { fee: 211n }),
];

export const PASSES: Offer[] = [
  plan("weekend", 2, "days", 501n, { kind: "pass" }),
  plan("season", 2, "months", 4321n, { kind: "pass", taxIncluded: false }),
];

export const EXTRAS: Offer[] = [
  plan("sports", 1, "months", 303n, { kind: "extra" }),
  plan("movies", 1, "months", 701n, { kind: "extra" }),
  plan("net news", 1, "months", 97n, { kind: "extra", taxIncluded: false }),
  plan("weekly sports", 1, "weeks", 89n, { kind: "extra" }),
  plan("yearly archive", 1, "years", 1201n, { kind: "extra" }),
];
