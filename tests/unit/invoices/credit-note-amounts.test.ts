import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditForUnused, creditLines } from "#lib/invoices/credit-note-amounts.ts";
import { holds, minor } from "#tests/support/property.ts";

const lines = fc.array(fc.record({ net: minor, tax: minor }), { minLength: 1, maxLength: 5 });
const whole = (left: { net: bigint; tax: bigint }[]) => left.reduce((sum, line) => sum + line.net + line.tax, 0n);

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
});

describe("creditForUnused", () => {
  it("gives nothing for nothing and all for all", () => {
    expect(creditForUnused({ amount: 1000n, ratePpm: 200_000, unused: 0, of: 30 }).total).toBe(0n);
    expect(creditForUnused({ amount: 1000n, ratePpm: 200_000, unused: 30, of: 30 })).toEqual({ net: 1000n, tax: 200n, total: 1200n });
  });
});
