import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { AmountNotSupported } from "#lib/payments/gateway.ts";
import { toPayPalAmount } from "#lib/payments/gateways/paypal/amount.ts";
import { fromStripeAmount, toStripeAmount } from "#lib/payments/gateways/stripe/amount.ts";
import { stripeLimits } from "#lib/payments/gateways/stripe/limits.ts";
import { holds, minor } from "#tests/support/property.ts";

describe("Stripe's amounts", () => {
  it("come back as they were sent, in every kind of currency", () =>
    holds(
      fc.property(minor, fc.constantFrom("EUR", "JPY", "ISK", "UGX", "KWD", "MGA"), (size, currency) => {
        const amount = money(currency === "KWD" ? size * 10n : currency === "MGA" ? size * 100n : size, currency);
        expect(fromStripeAmount(toStripeAmount(amount), currency.toLowerCase())).toEqual(amount);
      }),
    ));

  it.each([
    ["KWD", 5124n],
    ["BHD", 1n],
    ["MGA", 50n],
  ])("refuse a fraction that cannot be sent (%s)", (currency, size) => {
    expect(() => toStripeAmount(money(size, currency))).toThrow(AmountNotSupported);
  });
});

describe("PayPal's amounts", () => {
  it("are decimal strings, whole for HUF, JPY and TWD", () => {
    expect(toPayPalAmount(money(1050n, "EUR"))).toBe("10.50");
    expect(toPayPalAmount(money(10_000n, "JPY"))).toBe("10000");
    expect(toPayPalAmount(money(100_000n, "HUF"))).toBe("1000");
    expect(() => toPayPalAmount(money(100_050n, "HUF"))).toThrow(AmountNotSupported);
    expect(() => toPayPalAmount(money(1000n, "KWD"))).toThrow(AmountNotSupported);
  });
});

describe("Stripe's least and most", () => {
  it.each([
    ["EUR", 50n, 99_999_999n],
    ["HUF", 17_500n, 99_999_999n],
    ["JPY", 50n, 99_999_999n],
    ["UGX", undefined, 999_999n],
    ["MGA", undefined, 9_999_999_900n],
  ])("%s, in minor units", (currency, minimum, maximum) => {
    expect(stripeLimits(currency)).toEqual({ minimum, maximum });
  });
});
