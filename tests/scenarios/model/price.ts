import { dayOf, type Length } from "./calendar.ts";

/** What was agreed at the purchase. No later change of plan, price or coupon reaches it. */
export type Contract = {
  length: Length;
  zone: string;
  /** Minor units, for one period. */
  amount: bigint;
  /** Once, with the first invoice, also when that is for a trial. */
  fee: bigint;
  taxIncluded: boolean;
  trialDays: number;
  /** One term that does not renew. */
  oneTerm: boolean;
  /** `periods`: off so many of the first that are paid; null: off all. */
  coupon: { ppm: bigint; periods: number | null } | null;
};

export type Rate = { from: string; ppm: bigint };

const MILLION = 1_000_000n;

/** Half away from zero; nothing here is negative. */
const rounded = (dividend: bigint, divisor: bigint) => (2n * dividend + divisor) / (2n * divisor);

/** The rate on the day of an instant; undefined where none is known, and then nothing is sold. */
export function rateOn(begins: Date, zone: string, rates: Rate[]): Rate | undefined {
  const day = dayOf(begins, zone).toString();
  return rates.findLast(({ from }) => from <= day);
}

/** Total and tax of the period `index` (-1: the trial), with the rate of the day on which it begins. */
export function priceOf(contract: Contract, index: number, begins: Date, rates: Rate[]): { total: bigint; tax: bigint } {
  const sum = planPrice(contract, index) + (index === firstCycle(contract) ? contract.fee : 0n);
  const rate = rateOn(begins, contract.zone, rates)!.ppm;
  if (contract.taxIncluded) return { total: sum, tax: rounded(sum * rate, MILLION + rate) };
  const tax = rounded(sum * rate, MILLION);
  return { total: sum + tax, tax };
}

export const firstCycle = ({ trialDays }: Contract) => (trialDays > 0 ? -1 : 0);

/** A trial is free. A coupon is for the first periods that are paid, or for all. */
function planPrice({ amount, coupon }: Contract, index: number): bigint {
  if (index < 0) return 0n;
  if (!coupon || (coupon.periods !== null && index >= coupon.periods)) return amount;
  return amount - rounded(amount * coupon.ppm, MILLION);
}
