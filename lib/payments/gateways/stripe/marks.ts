import type { Money } from "#lib/kernel/money.ts";
import type { SettingField, SettingValues } from "#lib/kernel/setting-fields.ts";

type Checkout = { amount: Money; country: string | null; saves: boolean; settings: SettingValues };
type Method = {
  mark: string;
  /** The currencies that it takes, and where its payers are; any where it says none. */
  currencies?: string[];
  countries?: string[];
  /** Not on a page that saves: it cannot be charged again, nor made into something that can. */
  once?: true;
  /** It is saved as a SEPA direct debit, so only where that is on, too. Source: docs.stripe.com/payments/ideal/save-during-payment */
  asSepa?: true;
};

/** Of the Single Euro Payments Area those whose currency is the euro: accounts elsewhere are rarely in it. */
const EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");
const KLARNA: Record<string, string> = {
  AT: "EUR",
  BE: "EUR",
  CH: "CHF",
  CZ: "CZK",
  DE: "EUR",
  DK: "DKK",
  ES: "EUR",
  FI: "EUR",
  FR: "EUR",
  GB: "GBP",
  GR: "EUR",
  IE: "EUR",
  IT: "EUR",
  NL: "EUR",
  NO: "NOK",
  PL: "PLN",
  PT: "EUR",
  SE: "SEK",
  US: "USD",
};

/**
 * What an operator can switch on in Stripe's dashboard besides cards, by our setting's name. Checkout chooses by itself among what is on there, so a
 * mark is shown only for what it would offer. Source: docs.stripe.com/payments/payment-methods/payment-method-support
 */
const LOCAL: Record<string, Method> = {
  ideal: { mark: "ideal", currencies: ["EUR"], countries: ["NL"], asSepa: true },
  bancontact: { mark: "bancontact", currencies: ["EUR"], countries: ["BE"], asSepa: true },
  blik: { mark: "blik", currencies: ["PLN"], countries: ["PL"], once: true },
  przelewy24: { mark: "przelewy24", currencies: ["PLN", "EUR"], countries: ["PL"], once: true },
  eps: { mark: "eps", currencies: ["EUR"], countries: ["AT"], once: true },
};
const EVERYWHERE: Record<string, Method[]> = {
  wallets: [{ mark: "apple_pay" }, { mark: "google_pay" }],
  link: [{ mark: "link" }],
  sepa: [{ mark: "sepa", currencies: ["EUR"], countries: EURO }],
  klarna: Object.entries(KLARNA).map(([country, currency]) => ({
    mark: "klarna",
    currencies: [currency],
    countries: [country],
    once: true,
  })),
};

/** Marks of Checkout's page: what is local first, then the card. */
export function stripeMarks({ amount: { currency }, country, saves, settings }: Checkout): string[] {
  const on = (name: string) => settings[name] === true;
  const offered = ({ currencies, countries, once, asSepa }: Method) =>
    (!currencies || currencies.includes(currency)) &&
    (!countries || countries.includes(country ?? "")) &&
    !(saves && (once || (asSepa && !on("sepa"))));
  const local = Object.entries(LOCAL).flatMap(([name, method]) => (on(name) && offered(method) ? [method.mark] : []));
  const others = Object.entries(EVERYWHERE).flatMap(([name, methods]) => (on(name) ? methods.filter(offered).map(({ mark }) => mark) : []));
  return [...local, "card", ...others];
}

/** As a new account of Stripe's has them: cards, wallets and Link. */
export const MARK_SETTINGS: SettingField[] = [
  { name: "wallets", label: "Apple Pay and Google Pay", kind: "switch", default: true },
  { name: "link", label: "Link", kind: "switch", default: true },
  { name: "sepa", label: "SEPA direct debit", kind: "switch" },
  { name: "ideal", label: "iDEAL", kind: "switch" },
  { name: "bancontact", label: "Bancontact", kind: "switch" },
  { name: "eps", label: "EPS", kind: "switch" },
  { name: "przelewy24", label: "Przelewy24", kind: "switch" },
  { name: "blik", label: "BLIK", kind: "switch" },
  { name: "klarna", label: "Klarna", kind: "switch" },
];
