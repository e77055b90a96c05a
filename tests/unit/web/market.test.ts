import { afterEach, describe, expect, it, vi } from "vitest";
import type { Settings } from "#lib/settings/schema.ts";
import { readMarket, writeMarket } from "#lib/web/shop/market.ts";
import { readersMarket } from "#lib/web/shop/readers-market.ts";
import { cpuMsOf } from "#tests/support/cpu-time.ts";

afterEach(() => vi.unstubAllEnvs());

const market = { currencies: ["EUR", "KWD"], defaultCurrency: "EUR", locales: ["en", "ar"], defaultLocale: "en" };
const settings = { market } as unknown as Settings;

describe("the market of a cached page", () => {
  it.each([
    ["ar.KWD", { locale: "ar", currency: "KWD" }],
    ["ar.KWD.dark", { locale: "ar", currency: "KWD", theme: "dark" }],
    ["ar.KWD.green", { locale: "ar", currency: "KWD" }],
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

describe("a reader's market", () => {
  it.each([
    ["ar-EG,ar;q=0.9,en;q=0.8", "ar"],
    ["fr, ar;q=0.5", "ar"],
    ["de-DE,de;q=0.9,en;q=0.8", "en"],
    ["en;q=0.2, ar", "ar"],
    ["arn,fr", "default"],
    ["*", "default"],
    [undefined, "default"],
  ])("speaks the first of %s that ships", (languages, expected) => {
    expect(readersMarket({ "accept-language": languages })).toBe(`${expected}.default.default`);
  });

  it.each([
    ["market=en.KWD; theme=dark", "en.KWD.dark"],
    ["other=1; theme=light; market=default.EUR", "ar.EUR.light"],
    ["market=../x.EURO; theme=green; xmarket=en.EUR", "ar.default.default"],
  ])("is what they chose: %s", (cookie, expected) => {
    expect(readersMarket({ cookie, "accept-language": "ar" })).toBe(expected);
  });

  it("is not taken, with https, from a cookie that another host can have set", () => {
    vi.stubEnv("APP_URL", "https://tv.example.com");
    vi.resetModules();
    return import("#lib/web/shop/readers-market.ts").then(({ readersMarket: read }) => {
      expect(read({ cookie: "market=en.KWD; __Host-market=ar.EUR" })).toBe("ar.EUR.default");
      expect(read({ cookie: "market=en.KWD" })).toBe("default.default.default");
    });
  });

  it("is found in no time in a hostile header", () => {
    const taken = cpuMsOf(() => {
      readersMarket({ "accept-language": ",    ".repeat(2000), cookie: "market=".repeat(2000) });
      readersMarket({ "accept-language": "a,".repeat(5000), cookie: "; ".repeat(5000) });
    });
    expect(taken).toBeLessThan(200);
  });
});
