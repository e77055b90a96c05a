import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { translatorOf } from "#i18n/translator.ts";

it("fills texts in where no page is made", () => {
  expect(translatorOf("en", "invoice")("page", { page: 1, pages: 3 })).toBe("Page 1 of 3");
  expect(translatorOf("en", "common")("length.MONTH", { count: 3 })).toBe("3 months");
  expect(translatorOf("ar", "common")("length.MONTH", { count: 2 })).toBe("شهران");
  // @ts-expect-error The compiler refuses it too.
  expect(() => translatorOf("en", "invoice")("nothing")).toThrow(/no text/);
});

it("is the only one there: next-intl's own would leave the braces in, once Next has built it", () => {
  const files = globSync(["lib/**/*.ts", "app/**/*.{ts,tsx}", "i18n/*.ts"]);
  expect(files.filter((file) => /from "use-intl\/core"/.test(readFileSync(file, "utf8")))).toEqual([]);
});
