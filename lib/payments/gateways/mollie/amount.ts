import { type Money, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { AmountNotSupported } from "../../gateway.ts";

/**
 * Currencies that cards or PayPal take, each written with the decimals of ISO 4217; those of three are not among them.
 * Source: docs.mollie.com/docs/multicurrency
 */
const TAKEN = new Set(
  "AED AUD BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS ISK JPY MXN MYR NOK NZD PHP PLN RON SEK SGD THB TWD USD ZAR".split(" "),
);

/** @throws AmountNotSupported for a currency that Mollie does not take. */
export function toMollieAmount(amount: Money): { currency: string; value: string } {
  if (!isMollieAmount(amount)) throw new AmountNotSupported(`Mollie cannot take ${toDecimal(amount)} ${amount.currency}`);
  return { currency: amount.currency, value: toDecimal(amount) };
}

export function isMollieAmount({ currency }: Money): boolean {
  return TAKEN.has(currency);
}

/** @throws RangeError for what is no amount. */
export function fromMollieAmount({ currency, value }: { currency: string; value: string }): Money {
  return parseMoney(value, currency);
}

export function isSomething(amount: { value: string } | undefined): boolean {
  return amount !== undefined && /[1-9]/.test(amount.value);
}
