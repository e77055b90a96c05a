import { expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { MARK_SETTINGS, mollieMarks } from "#lib/payments/gateways/mollie/marks.ts";

const all = Object.fromEntries(MARK_SETTINGS.map(({ name }) => [name, true]));
const marks = (minor: bigint, currency: string, country: string | null, saves: boolean) =>
  mollieMarks({ amount: money(minor, currency), country, saves, settings: all });
const everywhere = ["card", "apple_pay", "paypal"];

it.each([
  [1_000n, "EUR", "NL", true, ["ideal", ...everywhere]],
  [1_000n, "EUR", "AT", false, ["eps", ...everywhere]],
  [1_000n, "PLN", "PL", true, everywhere],
  [1_000n, "PLN", "PL", false, ["blik", "przelewy24", ...everywhere]],
  [0n, "EUR", "NL", true, ["card", "paypal"]], // only these are saved for nothing
] as const)("shows for %s in %s, in %s, where it saves: %s", (minor, currency, country, saves, expected) => {
  expect(marks(minor, currency, country, saves)).toEqual(expected);
});
