import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditForUnused, creditLines, taxOf } from "#lib/invoices/credit-note-amounts.ts";
import { holds, minor } from "#tests/support/property.ts";

const lines = fc.array(fc.record({ net: minor, tax: minor }), { minLength: 1, maxLength: 5 });
const whole = (left: { net: bigint; tax: bigint }[]) => left.reduce((sum, line) => sum + line.net + line.tax, 0n);

/** Amounts that add up to `total`: shares of what is left, and at last the rest. */
function steps(total: bigint, percents: number[]): bigint[] {
  let rest = total;
  const shares = percents.map((percent) => {
    const share = (rest * BigInt(percent)) / 100n;
    rest -= share;
    return share;
  });
  return [...shares, rest];
}

/** What each refund credits of what those before it left. */
function inTurn(billed: { net: bigint; tax: bigint }[], refunds: { amount: bigint; tax?: bigint }[]) {
  let left = billed;
  return refunds.map(({ amount, tax }) => {
    const credited = creditLines(left, amount, tax);
    left = left.map((line, index) => ({ net: line.net - credited[index].net, tax: line.tax - credited[index].tax }));
    return credited;
  });
}

describe("creditLines", () => {
  it("adds up, and in any two steps gives back exactly what was billed", () =>
    holds(
      fc.property(lines, fc.integer({ min: 0, max: 100 }), (billed, percent) => {
        const first = (whole(billed) * BigInt(percent)) / 100n;
        const credited = creditLines(billed, first);
        expect(whole(credited)).toBe(first);
        const left = billed.map((line, index) => ({ net: line.net - credited[index].net, tax: line.tax - credited[index].tax }));
        expect(left.every((line) => line.net >= 0n && line.tax >= 0n)).toBe(true);
        expect(creditLines(left, whole(left)).map(({ net, tax }) => ({ net, tax }))).toEqual(left);
      }),
    ));

  it("keeps to the tax that was written down, in whatever order the steps are taken", () =>
    holds(
      fc.property(lines, fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 }), (billed, percents) => {
        const amounts = steps(whole(billed), percents);
        const asked = inTurn(
          billed,
          amounts.map((amount) => ({ amount })),
        ).map(taxOf);
        const turned = amounts.map((amount, index) => ({ amount, tax: asked[index] })).reverse();
        const given = inTurn(billed, turned);
        expect(given.map(whole)).toEqual(turned.map(({ amount }) => amount));
        expect(given.flat().every(({ net, tax }) => net >= 0n && tax >= 0n)).toBe(true);
        expect(given.reduce((sum, step) => sum + taxOf(step), 0n)).toBe(taxOf(billed));
      }),
    ));

  it("moves a cent from net to tax where the order of steps would have rounded otherwise", () => {
    expect(creditLines([{ net: 839n, tax: 160n }], 333n, 54n)).toEqual([{ net: 279n, tax: 54n, total: 333n }]);
    expect(creditLines([{ net: 839n, tax: 160n }], 333n, 52n)).toEqual([{ net: 281n, tax: 52n, total: 333n }]);
  });
});

describe("creditForUnused", () => {
  it("gives nothing for nothing and all for all", () => {
    expect(creditForUnused({ amount: 1000n, ratePpm: 200_000, unused: 0, of: 30 }).total).toBe(0n);
    expect(creditForUnused({ amount: 1000n, ratePpm: 200_000, unused: 30, of: 30 })).toEqual({ net: 1000n, tax: 200n, total: 1200n });
  });
});
