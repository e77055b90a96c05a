import { allocate, multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";

export type CreditAmounts = { net: bigint; tax: bigint; total: bigint };

/**
 * What is given back of a net `amount` when `unused` of its `of` days were not used. Net and tax are each rounded once.
 * Not used by the product yet; held to published examples (docs/decisions/0005).
 */
export function creditForUnused(input: { amount: bigint; ratePpm: number; unused: number; of: number }): CreditAmounts {
  const [unused, of] = [BigInt(input.unused), BigInt(input.of)];
  const net = multiplyHalfAwayFromZero(input.amount, unused, of);
  const tax = multiplyHalfAwayFromZero(input.amount, unused * BigInt(input.ratePpm), of * PPM);
  return { net, tax, total: net + tax };
}

/**
 * Spreads a gross refund over an invoice's lines, and in each line over net and tax.
 * @param left what of each line has not been credited yet; crediting all of it in steps gives exactly the line's amounts back
 */
export function creditLines(left: { net: bigint; tax: bigint }[], refund: bigint): CreditAmounts[] {
  const shares = allocate(
    refund,
    left.map((line) => line.net + line.tax),
  );
  return shares.map((total, index) => {
    const [net, tax] = allocate(total, [left[index].net, left[index].tax]);
    return { net, tax, total };
  });
}
