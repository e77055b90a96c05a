import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalsOf } from "#lib/kernel/currency.ts";
import { formatDate, formatDateTime, formatMoney, formatPpm } from "#lib/kernel/format.ts";
import { money, parseMoney } from "#lib/kernel/money.ts";
import { currency, holds, minor } from "#tests/support/property.ts";

describe("formatMoney", () => {
  it("writes the currency's own decimals", () => {
    expect(formatMoney(money(123_450n, "EUR"), "en")).toBe("€1,234.50");
    expect(formatMoney(money(500n, "JPY"), "en")).toBe("¥500");
    expect(formatMoney(money(1n, "KWD"), "en")).toBe("KWD 0.001".replace(" ", "\u00a0"));
    expect(formatMoney(money(1000n, "ISK"), "en")).toMatch(/1,000$/);
    expect(formatMoney(money(123_450n, "EUR"), "de")).toBe("1.234,50\u00a0€");
  });

  it("keeps the letters and the sign of a currency together in right-to-left text", () => {
    expect(formatMoney(money(1250n, "USD"), "ar")).toBe("\u200f12.50\u00a0\u200fUS$\u200e");
    expect(formatMoney(money(-1250n, "USD"), "ar")).toBe("\u200f\u200e-12.50\u00a0\u200fUS$\u200e");
    expect(formatMoney(money(1250n, "EUR"), "ar")).toBe("\u200f12.50\u00a0€");
  });

  it("loses no digit of amounts that no float could hold", () => {
    expect(formatMoney(money(12_345_678_901_234_567_890_123n, "EUR"), "en")).toBe("€123,456,789,012,345,678,901.23");
  });

  it("can be read back", () =>
    holds(
      fc.property(minor, currency, (size, code) => {
        const digits = formatMoney(money(size, code), "en").replace(/[^\d.]/g, "");
        expect(parseMoney(digits, code).minor).toBe(size);
        expect(digits.split(".")[1]?.length ?? 0).toBe(decimalsOf(code));
      }),
    ));
});

describe("formatPpm", () => {
  it.each([
    [255_000, "25.5%"],
    [81_000, "8.1%"],
    [0, "0%"],
    [196_000, "19.6%"],
    [1_000_000, "100%"],
  ])("writes %d as %s", (ppm, text) => {
    expect(formatPpm(ppm, "en")).toBe(text);
  });
});

describe("dates", () => {
  it("fall on the day of the time zone", () => {
    const at = new Date("2026-11-22T23:30:00Z");
    expect(formatDate(at, "en-GB", "UTC")).toBe("22 Nov 2026");
    expect(formatDate(at, "en-GB", "Europe/Athens")).toBe("23 Nov 2026");
    expect(formatDateTime(at, "en-GB", "Europe/Athens")).toBe("23 Nov 2026, 01:30");
    expect(formatDate(at, "ar", "UTC")).toBe("22 نوفمبر 2026");
  });
});
