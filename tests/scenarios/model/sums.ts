/** Minor units, and the tax beside them. */
export type Sum = { net: bigint; tax: bigint };

const MILLION = 1_000_000n;

/** Half away from zero; nothing here is negative. */
const rounded = (dividend: bigint, divisor: bigint) => (2n * dividend + divisor) / (2n * divisor);

export const gross = ({ net, tax }: Sum) => net + tax;
export const minus = (one: Sum, other: Sum): Sum => ({ net: one.net - other.net, tax: one.tax - other.tax });
export const least = (one: bigint, other: bigint) => (one < other ? one : other);
export const together = (amounts: bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
const positive = (amount: bigint) => (amount > 0n ? amount : 0n);

/** A part of an amount. */
export const partOf = (amount: bigint, { left, whole }: { left: bigint; whole: bigint }) => rounded(amount * left, whole);

/** What is left of an amount, a part of a million less. */
export const lessBy = (amount: bigint, ppm: bigint) => amount - rounded(amount * ppm, MILLION);

/** A part of what is left of an amount, a part of a million less: rounded once. */
export const partLessBy = (amount: bigint, ppm: bigint, { left, whole }: { left: bigint; whole: bigint }) =>
  rounded(amount * (MILLION - ppm) * left, MILLION * whole);

/** Shares in proportion, to the cent: those that were cut off most get one more. */
function spread(amount: bigint, over: bigint[]): bigint[] {
  const whole = together(over);
  if (whole === 0n) return over.map((_, index) => (index === 0 ? amount : 0n));
  const shares = over.map((weight, index) => ({ index, share: (amount * weight) / whole, rest: (amount * weight) % whole }));
  const missing = Number(amount - together(shares.map(({ share }) => share)));
  const cutMost = shares.toSorted((one, other) => (one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1));
  for (const each of cutMost.slice(0, missing)) each.share += 1n;
  return shares.map(({ share }) => share);
}

/** What is taken off sums where so much, tax in it, is taken off all of them. */
export function takenOff(sums: Sum[], amount: bigint): Sum[] {
  if (amount === together(sums.map(gross))) return sums;
  return spread(
    amount,
    sums.map((sum) => positive(gross(sum))),
  ).map((share, index) => {
    const [net, tax] = spread(share, [positive(sums[index].net), positive(sums[index].tax)]);
    return { net, tax };
  });
}

/** Amounts of one invoice with their tax, which is rounded once. */
export function taxed(amounts: bigint[], ppm: bigint, included: boolean): Sum[] {
  const tax = rounded(together(amounts) * ppm, included ? MILLION + ppm : MILLION);
  const taxes = spread(tax, amounts);
  return amounts.map((amount, index) => ({ net: included ? amount - taxes[index] : amount, tax: taxes[index] }));
}
