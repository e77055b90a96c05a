import { allocate, least, multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";

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

type Left = { net: bigint; tax: bigint };

/**
 * Spreads a gross refund over an invoice's lines, and in each line over net and tax.
 * @param left what of each line has not been credited yet; crediting all of it in steps gives exactly the line's amounts back
 * @param tax the tax that was written down for the refund; without it, what falls on it
 */
export function creditLines(left: Left[], refund: bigint, tax?: bigint): CreditAmounts[] {
  const totals = left.map((line) => line.net + line.tax);
  const all = refund === totals.reduce((sum, total) => sum + total, 0n);
  // A part is taken from what was charged; what the invoice credited itself goes with the last of it.
  const shares = all ? totals : allocate(refund, totals.map(positive));
  const credited = shares.map((total, index) => {
    const [net, share] = all ? [left[index].net, left[index].tax] : allocate(total, [left[index].net, left[index].tax].map(positive));
    return { net, tax: share, total };
  });
  return tax === undefined ? credited : withTax(credited, left, tax);
}

/** Refunds may be settled in another order than they were opened: a cent moves between net and tax where a line has room, until the tax is `tax`. */
function withTax(credited: CreditAmounts[], left: Left[], tax: bigint): CreditAmounts[] {
  let missing = tax - taxOf(credited);
  return credited.map(({ net, tax: share, total }, index) => {
    if (net + share <= 0n) return { net, tax: share, total: net + share };
    const moved = missing > 0n ? least(missing, net, left[index].tax - share) : -least(-missing, share, left[index].net - net);
    missing -= moved;
    return { net: net - moved, tax: share + moved, total };
  });
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}

export function taxOf(lines: { tax: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.tax, 0n);
}
