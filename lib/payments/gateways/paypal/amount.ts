import { decimalsOf } from "#lib/kernel/currency.ts";
import { type Money, toDecimal } from "#lib/kernel/money.ts";

/** Source: developer.paypal.com/api/rest/reference/currency-codes */
const TAKEN = new Set("AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD".split(" "));
const WHOLE = new Set(["HUF", "JPY", "TWD"]);

/** The decimal string PayPal is sent. @throws RangeError for a currency it does not take, or decimals where it has none (HUF, JPY, TWD). */
export function toPayPalAmount(amount: Money): string {
  const { minor, currency } = amount;
  if (!TAKEN.has(currency)) throw new RangeError(`PayPal does not take ${currency}`);
  if (!WHOLE.has(currency)) return toDecimal(amount);
  const step = 10n ** BigInt(decimalsOf(currency));
  if (minor % step !== 0n) throw new RangeError(`PayPal takes ${currency} without decimals, not ${toDecimal(amount)}`);
  return String(minor / step);
}
