import { decimalsOf } from "#lib/kernel/currency.ts";
import { type Money, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { AmountNotSupported } from "../../gateway.ts";

/** Source: developer.paypal.com/api/rest/reference/currency-codes */
const TAKEN = new Set("AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD".split(" "));
const WHOLE = new Set(["HUF", "JPY", "TWD"]);

/** The decimal string PayPal is sent. @throws AmountNotSupported for a currency it does not take, or decimals where it has none (HUF, JPY, TWD). */
export function toPayPalAmount(amount: Money): string {
  const { minor, currency } = amount;
  if (!TAKEN.has(currency)) throw new AmountNotSupported(`PayPal does not take ${currency}`);
  if (!WHOLE.has(currency)) return toDecimal(amount);
  if (minor % stepOf(currency) !== 0n) throw new AmountNotSupported(`PayPal takes ${currency} without decimals, not ${toDecimal(amount)}`);
  return String(minor / stepOf(currency));
}

export function isPayPalAmount({ minor, currency }: Money): boolean {
  return TAKEN.has(currency) && minor % stepOf(currency) === 0n;
}

/** The least that one payment may be, in minor units: what it cannot express is no amount; what an account may take at most PayPal says to nobody. */
export const payPalLimits = (currency: string): { minimum?: bigint } => (TAKEN.has(currency) ? { minimum: stepOf(currency) } : {});

/** The money that a decimal string of PayPal's stands for. It writes two decimals at times where the currency has none. @throws RangeError */
export function fromPayPalAmount({ currencyCode, value }: { currencyCode: string; value: string }): Money {
  const whole = value.endsWith(".00") && decimalsOf(currencyCode) < 2 ? value.slice(0, -3) : value;
  return parseMoney(whole, currencyCode);
}

const stepOf = (currency: string): bigint => (WHOLE.has(currency) ? 10n ** BigInt(decimalsOf(currency)) : 1n);
