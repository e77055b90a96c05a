import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDecimal } from "#lib/kernel/decimal.ts";
import { holds } from "#tests/support/property.ts";

describe("a typed number", () => {
  it.each([
    ["12.50", "12.50"],
    ["12,50", "12.50"],
    [" 12,5 ", "12.5"],
    ["0,500", "0.500"],
    ["1.234,50", "1234.50"],
    ["1,234.50", "1234.50"],
    ["1 234,50", "1234.50"],
    ["1\u202f234,50", "1234.50"],
    ["1'234.50", "1234.50"],
    ["1’234’567", "1234567"],
    ["1.234.567", "1234567"],
    ["12,34,567.8", "1234567.8"],
    ["1234,567", "1234.567"],
    ["١٢٫٥٠", "12.50"],
    ["١٬٢٣٤٫٥", "1234.5"],
    ["\u200e12.50\u202c", "12.50"],
    ["−3,5", "-3.5"],
    [",5", "0.5"],
    ["5.", "5"],
    ["007", "007"],
  ])("%s is read alike in every language", (text, decimal) => {
    for (const locale of ["en", "ar", "de", "fr"]) expect(readDecimal(text, locale)).toBe(decimal);
  });

  it("is read by the reader's locale where it could be two", () => {
    expect(["en", "ar", "de"].map((locale) => readDecimal("1,234", locale))).toEqual(["1234", "1234", "1.234"]);
    expect(["en", "ar", "de"].map((locale) => readDecimal("1.234", locale))).toEqual(["1.234", "1.234", "1234"]);
  });

  it.each(["", " ", ".", ",", "-", "12 50", "1,2,3", "1.23.456,7,8", "1,234.567.8", "12..5", "1e3", "0x1", "1,2345,678", "ten", "12€"])(
    "%j is none",
    (text) => {
      expect(readDecimal(text, "en")).toBeNull();
    },
  );

  it("comes back from every language's own way of writing it", () =>
    holds(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom(0, 2, 3),
        fc.constantFrom("en", "ar", "ar-EG", "de", "de-CH", "fr", "hi", "pl"),
        (minor, digits, locale) => {
          const value = minor / 10 ** digits;
          const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
          expect(Number(readDecimal(format.format(value), locale))).toBe(value);
        },
      ),
    ));
});
