import { expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { settingValues } from "#lib/kernel/setting-fields.ts";
import { MARK_SETTINGS, stripeMarks } from "#lib/payments/gateways/stripe/marks.ts";

const all = Object.fromEntries(MARK_SETTINGS.map(({ name }) => [name, true]));
const marks = (currency: string, country: string | null, saves: boolean, settings = all) =>
  stripeMarks({ amount: money(1_000n, currency), country, saves, settings });
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

it("shows what Stripe saves as a direct debit only where that is on, too; where nothing is saved, whatever is on", () => {
  const alone = { ideal: true, bancontact: true };
  expect(marks("EUR", "NL", true, alone)).toEqual(["card"]);
  expect(marks("EUR", "NL", false, alone)).toEqual(["ideal", "card"]);
  expect(marks("EUR", "BE", true, { ...alone, sepa: true })).toEqual(["bancontact", "card", "sepa"]);
});
