import { expect, test } from "vitest";
import { methodText } from "#lib/billing/parts/method-text.ts";

test.each([
  ["visa", "4242", "Visa •••• 4242"],
  ["sepa_debit", "4300", "SEPA •••• 4300"],
  ["ideal", null, "iDEAL"],
  [null, "4242", "•••• 4242"],
  [null, null, null],
])("letters name a method of brand %s and digits %s: %s", (brand, last4, text) => {
  expect(methodText({ brand, last4 })).toBe(text);
});
