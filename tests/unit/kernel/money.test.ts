import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, money, multiplyHalfAwayFromZero, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { currency, holds, minor } from "#tests/support/property.ts";

const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);

describe("parseMoney and toDecimal", () => {
  it("follow the currency's decimals", () => {
    expect(parseMoney("10.5", "EUR").minor).toBe(1050n);
    expect(parseMoney("500", "JPY").minor).toBe(500n);
    expect(parseMoney("-0.005", "KWD").minor).toBe(-5n);
    expect(toDecimal(money(-5n, "KWD"))).toBe("-0.005");
    expect(toDecimal(money(7n, "JPY"))).toBe("7");
  });

  it.each([
    ["10.501", "EUR"],
    ["1.5", "JPY"],
    ["1,50", "EUR"],
    ["", "EUR"],
    ["1e3", "EUR"],
    ["10", "EURO"],
  ])("refuse %s %s", (text, code) => {
    expect(() => parseMoney(text, code)).toThrow(RangeError);
  });

  it("undo each other", () =>
    holds(
      fc.property(minor, fc.boolean(), currency, (size, negative, code) => {
        const amount = money(negative ? -size : size, code);
        expect(parseMoney(toDecimal(amount), code)).toEqual(amount);
      }),
    ));
});

describe("allocate", () => {
  it("gives the largest remainder its cent first", () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(5n, [3n, 7n])).toEqual([2n, 3n]);
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  });

  it("adds up exactly, gives nothing to no weight, and is never a whole unit off", () =>
    holds(
      fc.property(minor, fc.array(minor, { minLength: 1, maxLength: 12 }), (total, weights) => {
        const parts = allocate(total, weights);
        expect(sum(parts)).toBe(total);
        const whole = sum(weights);
        if (whole === 0n) return;
        for (const [index, part] of parts.entries()) {
          const error = part * whole - total * weights[index];
          expect(error < whole && error > -whole).toBe(true);
          if (weights[index] === 0n) expect(part).toBe(0n);
        }
      }),
    ));
});

describe("allocate with weights of both signs", () => {
  it("still adds up exactly", () =>
    holds(
      fc.property(fc.bigInt(-5000n, 5000n), fc.array(fc.bigInt(-5000n, 5000n), { minLength: 1, maxLength: 8 }), (total, weights) => {
        expect(sum(allocate(total, weights))).toBe(total);
      }),
    ));
});

describe("multiplyHalfAwayFromZero", () => {
  it("rounds a half away from zero on both sides", () => {
    expect(multiplyHalfAwayFromZero(5n, 1n, 2n)).toBe(3n);
    expect(multiplyHalfAwayFromZero(-5n, 1n, 2n)).toBe(-3n);
    expect(multiplyHalfAwayFromZero(5n, 1n, -2n)).toBe(-3n);
    expect(multiplyHalfAwayFromZero(4n, 1n, 3n)).toBe(1n);
  });
});
