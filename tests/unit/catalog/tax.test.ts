import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardVatRate } from "#lib/catalog/eu-vat-rates.ts";
import { chargesTaxIn, computeTax, type TaxInput, taxTreatment } from "#lib/catalog/tax.ts";
import { holds, minor } from "#tests/support/property.ts";

const line = fc.record({
  amount: minor,
  ratePpm: fc.constantFrom(0, 55_000, 81_000, 190_000, 200_000, 255_000, 1_000_000),
  discount: minor,
});
const input = fc.record<TaxInput>({
  currency: fc.constant("EUR"),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  coupon: fc.oneof(fc.constant(0n), minor),
  pricesIncludeTax: fc.boolean(),
  rounding: fc.constantFrom("line", "rate", "document"),
});
const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);

describe("computeTax", () => {
  it("adds up: lines to totals, net and tax to gross, and nothing is negative", () =>
    holds(
      fc.property(input, (given) => {
        const taxed = computeTax(given);
        for (const name of ["net", "tax", "total", "discount"] as const) {
          expect(sum(taxed.lines.map((each) => each[name]))).toBe(name === "net" ? taxed.subtotal : taxed[name]);
          expect(taxed.lines.every((each) => each[name] >= 0n)).toBe(true);
        }
        expect(taxed.subtotal + taxed.tax).toBe(taxed.total);
        const priced = sum(given.lines.map((each) => each.amount)) - taxed.discount;
        expect(given.pricesIncludeTax ? taxed.total : taxed.subtotal).toBe(priced);
      }),
      1000,
    ));

  it("takes exactly the coupon off, or all there is", () =>
    holds(
      fc.property(input, (given) => {
        const own = sum(given.lines.map(({ amount, discount = 0n }) => (discount < amount ? discount : amount)));
        const left = sum(given.lines.map((each) => each.amount)) - own;
        const coupon = given.coupon ?? 0n;
        expect(computeTax(given).discount).toBe(own + (coupon < left ? coupon : left));
      }),
    ));

  it("keeps the gross of an inclusive price, and comes within a unit of it when its net is taxed again", () =>
    holds(
      fc.property(minor, fc.constantFrom(81_000, 200_000, 255_000), (amount, ratePpm) => {
        const one = (value: bigint, pricesIncludeTax: boolean) =>
          computeTax({ currency: "EUR", lines: [{ amount: value, ratePpm }], pricesIncludeTax });
        const inclusive = one(amount, true);
        expect(inclusive.total).toBe(amount);
        const again = one(inclusive.subtotal, false).total - amount;
        expect(again >= -1n && again <= 1n).toBe(true);
        const exclusive = one(amount, false);
        expect(one(exclusive.total, true).subtotal).toBe(amount);
      }),
    ));

  it("adds up with lines that give something back, and taxes them like the others", () => {
    holds(
      fc.property(fc.array(fc.tuple(minor, fc.boolean()), { minLength: 1, maxLength: 6 }), fc.boolean(), (amounts, pricesIncludeTax) => {
        const lines = amounts.map(([amount, back], index) => ({ amount: back ? -amount : amount, ratePpm: index % 2 ? 190_000 : 70_000 }));
        const taxed = computeTax({ currency: "EUR", lines, pricesIncludeTax });
        expect(taxed.subtotal + taxed.tax).toBe(taxed.total);
        expect(sum(taxed.lines.map((each) => each.tax))).toBe(taxed.tax);
        const opposite = computeTax({ currency: "EUR", lines: lines.map((each) => ({ ...each, amount: -each.amount })), pricesIncludeTax });
        expect(opposite.total).toBe(-taxed.total);
      }),
    );
    const change = [
      { amount: 2000n, ratePpm: 190_000 },
      { amount: -1000n, ratePpm: 190_000 },
    ];
    expect(computeTax({ currency: "EUR", lines: change, pricesIncludeTax: false })).toMatchObject({
      subtotal: 1000n,
      tax: 190n,
      total: 1190n,
    });
    const balanced = [
      { amount: 100n, ratePpm: 100_000 },
      { amount: -100n, ratePpm: 200_000 },
    ];
    expect(computeTax({ currency: "EUR", lines: balanced, pricesIncludeTax: false })).toMatchObject({ subtotal: 0n, tax: -10n });
  });

  it("computes tax from the coupon's exact shares, not from rounded ones", () => {
    const lines = [10n, 10n, 10n].map((amount) => ({ amount, ratePpm: 500_000 }));
    const { tax, lines: taxed } = computeTax({ currency: "JPY", lines, coupon: 1n, pricesIncludeTax: false, rounding: "line" });
    expect(taxed.map((each) => each.net)).toEqual([9n, 10n, 10n]);
    expect(tax).toBe(15n);
  });
});

describe("taxTreatment", () => {
  const seller = { country: "DE", vatRegistered: true };
  const treat = (customer: { country: string; vatId?: string; vatIdStatus?: string }, on = "2026-01-15") =>
    taxTreatment({ seller, customer, service: "electronic", on });

  it("reverses the charge only across a border and only for a valid number", () => {
    expect(treat({ country: "AT", vatId: "ATU1", vatIdStatus: "valid" })).toEqual({ treatment: "reverse_charge", ratePpm: 0 });
    expect(treat({ country: "AT", vatId: "ATU1", vatIdStatus: "unverified" })).toEqual({ treatment: "standard", ratePpm: 200_000 });
    expect(treat({ country: "DE", vatId: "DE1", vatIdStatus: "valid" })).toEqual({ treatment: "standard", ratePpm: 190_000 });
  });

  it("leaves the world outside the Union, and Croatia before it joined, out of scope", () => {
    expect(treat({ country: "CH" }).treatment).toBe("outside_scope");
    expect(treat({ country: "GB" }).treatment).toBe("outside_scope");
    expect(treat({ country: "HR" }, "2013-06-30").treatment).toBe("outside_scope");
    expect(treat({ country: "HR" }, "2013-07-01").treatment).toBe("standard");
  });

  it("taxes outside the Union where the seller is registered, and there only", () => {
    const registered = { ...seller, registrations: ["GB", "CH"] };
    const treatment = (country: string, from = registered) =>
      taxTreatment({ seller: from, customer: { country }, service: "electronic", on: "2026-01-15" }).treatment;
    expect(["GB", "IM", "CH", "LI"].map((country) => treatment(country))).toEqual(Array(4).fill("standard"));
    expect(treatment("NO")).toBe("outside_scope");
    expect(treatment("GB", { ...registered, registrations: ["IM"] })).toBe("standard");
    expect(treatment("GB", { ...registered, vatRegistered: false })).toBe("outside_scope");
    const business = { country: "AT", vatId: "ATU1", vatIdStatus: "valid" };
    const toBusiness = taxTreatment({
      seller: { ...seller, registrations: ["AT"] },
      customer: business,
      service: "electronic",
      on: "2026-01-15",
    });
    expect(toBusiness.treatment).toBe("reverse_charge");
  });
});

describe("chargesTaxIn", () => {
  const german = { country: "DE", vatRegistered: true };

  it("tells the rates that count from those that never come to an invoice", () => {
    const charged = (country: string, seller: object = {}) => chargesTaxIn(country, { ...german, ...seller }, "2026-01-15");
    expect(["DE", "AT", "FR"].map((country) => charged(country))).toEqual([true, true, true]);
    expect(["GB", "CH", "NO", "SA"].map((country) => charged(country))).toEqual([false, false, false, false]);
    expect(charged("SA", { registrations: ["SA"] })).toBe(true);
    expect(charged("DE", { vatRegistered: false })).toBe(false);
  });
});

describe("standardVatRate", () => {
  it("is the one in force on the day", () => {
    expect(standardVatRate("FI", "2024-08-31")).toBe(240_000);
    expect(standardVatRate("FI", "2024-09-01")).toBe(255_000);
    expect(standardVatRate("MC", "2026-01-01")).toBe(200_000);
    expect(standardVatRate("US", "2026-01-01")).toBeNull();
  });
});
