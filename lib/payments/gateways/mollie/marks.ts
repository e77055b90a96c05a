import type { Money } from "#lib/kernel/money.ts";
import type { SettingField, SettingValues } from "#lib/kernel/setting-fields.ts";

type Checkout = { amount: Money; country: string | null; saves: boolean; settings: SettingValues };
/** `once`: it cannot be saved. `forNothing`: it can without a payment, as the only ones that the page offers then. */
type Method = { name: string; mark: string; currency?: string; country?: string; once?: true; forNothing?: true };

/** Local ways to pay come first. Those of euro accounts leave a mandate for SEPA direct debit, so that they can be saved. Source: docs.mollie.com/docs/recurring-payments */
const METHODS: Method[] = [
  { name: "ideal", mark: "ideal", currency: "EUR", country: "NL" },
  { name: "bancontact", mark: "bancontact", currency: "EUR", country: "BE" },
  { name: "eps", mark: "eps", currency: "EUR", country: "AT" },
  { name: "blik", mark: "blik", currency: "PLN", country: "PL", once: true },
  { name: "przelewy24", mark: "przelewy24", currency: "PLN", country: "PL", once: true },
  { name: "card", mark: "card", forNothing: true },
  { name: "applePay", mark: "apple_pay" },
  { name: "paypal", mark: "paypal", forNothing: true },
];

/** Mollie's page offers by itself what is switched on there and fits the payment; this says it to viewers before they go there. */
export function mollieMarks({ amount: { minor, currency }, country, saves, settings }: Checkout): string[] {
  return METHODS.filter(
    (method) =>
      settings[method.name] === true &&
      (!method.currency || method.currency === currency) &&
      (!method.country || method.country === country) &&
      !(method.once && saves) &&
      (minor > 0n || method.forNothing),
  ).map(({ mark }) => mark);
}

export const MARK_SETTINGS: SettingField[] = [
  { name: "card", label: "Cards", kind: "switch", default: true },
  { name: "applePay", label: "Apple Pay", kind: "switch" },
  { name: "paypal", label: "PayPal", kind: "switch" },
  { name: "ideal", label: "iDEAL", kind: "switch" },
  { name: "bancontact", label: "Bancontact", kind: "switch" },
  { name: "eps", label: "EPS", kind: "switch" },
  { name: "przelewy24", label: "Przelewy24", kind: "switch" },
  { name: "blik", label: "BLIK", kind: "switch" },
];
