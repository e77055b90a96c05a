import { expect, test } from "vitest";
import { noticeDaysIn, priceLaw } from "#lib/subscriptions/price-law.ts";

const ON = "2026-11-28";

test.each([
  ["DE", 1, 30],
  ["DE", 60, 60],
  ["AT", 30, 92],
  ["FR", 7, 30],
  ["US", 30, 23],
  ["US", 1, 7],
  ["KR", 90, 23],
  ["BR", 7, 30],
])("in %s, %i days that an operator wants are %i", (country, wanted, days) => {
  expect(noticeDaysIn(priceLaw(country, ON), wanted)).toBe(days);
});

test("silence is no consent in Germany and Korea, and whoever leaves the Union leaves its rule", () => {
  expect(["DE", "KR", "AT", "FR", "US", "GB", "BR"].filter((country) => priceLaw(country, ON).consent)).toEqual(["DE", "KR"]);
  expect(priceLaw("FR", ON).source).toContain("2018/1972");
  expect(priceLaw("CH", ON).source).toBe("");
});
