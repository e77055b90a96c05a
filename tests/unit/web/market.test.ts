import { describe, expect, it } from "vitest";
import { preferredLocale } from "#i18n/locales.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { readMarket, writeMarket } from "#lib/web/shop/market.ts";
import { marketRewrites } from "#lib/web/shop/market-rewrites.ts";

const market = { currencies: ["EUR", "KWD"], defaultCurrency: "EUR", locales: ["en", "ar"], defaultLocale: "en" };
const settings = { market } as unknown as Settings;

describe("the market of a cached page", () => {
  it.each([
    ["ar.KWD", { locale: "ar", currency: "KWD" }],
    ["default.default", { locale: "en", currency: "EUR" }],
    ["fr.XXX", { locale: "en", currency: "EUR" }],
    ["", { locale: "en", currency: "EUR" }],
  ])("reads %s", (text, expected) => expect(readMarket(text, settings)).toEqual(expected));

  it("writes what it reads", () => {
    expect(writeMarket({ locale: "ar", currency: "KWD" })).toBe("ar.KWD");
    expect(writeMarket({ currency: "KWD" })).toBe("default.KWD");
  });

  it("leaves out a language that the operator does not offer", () => {
    const english = { market: { ...market, locales: ["en"] } } as unknown as Settings;
    expect(readMarket("ar.EUR", english).locale).toBe("en");
  });
});

describe("the browser's language", () => {
  const pattern = new RegExp(`^${marketRewrites[2].has?.[0].value}$`);
  it.each([
    ["ar-EG,ar;q=0.9,en;q=0.8", "ar"],
    ["fr, ar;q=0.5", "ar"],
    ["de-DE,de;q=0.9,en;q=0.8", "en"],
    ["arn,fr", undefined],
    ["*", undefined],
  ])("of %s is the first that ships", (header, expected) => {
    expect(pattern.exec(header)?.groups?.language).toBe(expected);
    expect(preferredLocale(header)).toBe(expected);
  });

  it("is found in no time in a hostile header", () => {
    const started = performance.now();
    pattern.test(",    ".repeat(2000));
    pattern.test("a,".repeat(5000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});

it("is taken from the cookie that only this host can have set, where there is one", () => {
  const keys = marketRewrites.map(({ has }) => has?.[0]).map((first) => (first?.type === "cookie" ? first.key : undefined));
  expect(keys.slice(0, 2)).toEqual(["__Host-market", "market"]);
});
