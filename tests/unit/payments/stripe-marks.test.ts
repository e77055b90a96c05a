import { expect, it } from "vitest";
import { settingValues } from "#lib/kernel/setting-fields.ts";
import { MARK_SETTINGS, stripeMarks } from "#lib/payments/gateways/stripe/marks.ts";

const all = Object.fromEntries(MARK_SETTINGS.map(({ name }) => [name, true]));
const marks = (currency: string, country: string | null, saves: boolean, settings = all) =>
  stripeMarks({ currency, country, saves, settings });
const everywhere = ["card", "apple_pay", "google_pay", "link"];

it("shows what a new account has until an operator says more", () => {
  expect(marks("EUR", "NL", true, settingValues(MARK_SETTINGS) as typeof all)).toEqual(everywhere);
  expect(marks("EUR", "NL", true, {})).toEqual(["card"]);
});

it.each([
  ["EUR", "NL", true, ["ideal", ...everywhere, "sepa"]],
  ["EUR", "NL", false, ["ideal", ...everywhere, "sepa", "klarna"]],
  ["EUR", "BE", true, ["bancontact", ...everywhere, "sepa"]],
  ["EUR", "AT", false, ["eps", ...everywhere, "sepa", "klarna"]],
  ["EUR", "AT", true, [...everywhere, "sepa"]],
  ["PLN", "PL", false, ["blik", "przelewy24", ...everywhere, "klarna"]],
  ["PLN", "PL", true, everywhere],
  ["EUR", "PL", false, ["przelewy24", ...everywhere]],
  ["USD", "NL", true, everywhere],
  ["EUR", null, true, everywhere],
])("shows in %s, in %s, where it saves: %s", (currency, country, saves, expected) => {
  expect(marks(currency, country, saves)).toEqual(expected);
});
