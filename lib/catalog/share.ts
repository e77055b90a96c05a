import { multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";

/** A part of a period: `left` of `whole`, in whatever the period is counted in. */
export type Share = { left: bigint; whole: bigint };

/** What is taken off an amount before its share is: parts per million of it, or an amount, never more than all. */
export type Off = { ppm: number } | { amount: bigint };

/** The share of an amount in minor units, rounded once, half away from zero. */
export function shareOf(amount: bigint, { left, whole }: Share, off?: Off): bigint {
  if (off && "ppm" in off) return multiplyHalfAwayFromZero(amount, (PPM - BigInt(off.ppm)) * left, PPM * whole);
  const less = off?.amount ?? 0n;
  return multiplyHalfAwayFromZero(less < amount ? amount - less : 0n, left, whole);
}
