import { expect, it } from "vitest";
import { readTerms } from "#components/shop/checkout/read-terms.ts";

const TERMS = {
  currency: "EUR",
  country: "DE",
  interval: "MONTH",
  intervalCount: 1,
  trialDays: 0,
  couponDuration: null,
  taxRatePpm: 190_000,
  today: "699",
  next: "699",
  regular: null,
};
const written = (more: object) => JSON.stringify({ ...TERMS, ...more });

it("reads the terms that a checkout wrote", () => {
  expect(readTerms(written({}))).toEqual(TERMS);
  expect(readTerms(written({ next: null, couponDuration: "ONCE" }))).toMatchObject({ next: null, couponDuration: "ONCE" });
});

it.each([
  [undefined],
  [null],
  [""],
  ["null"],
  ["{}"],
  ["[]"],
  ["7"],
  [["a", "b"]],
  [written({ today: undefined })],
  [written({ next: "6.99" })],
  [written({ currency: "EURO" })],
  [written({ country: "<b>" })],
  [written({ interval: "constructor" })],
  [written({ taxRatePpm: "x" })],
])("shows nothing of what was forged, or written by an older shop: %j", (text) => {
  expect(readTerms(text)).toBeNull();
});
