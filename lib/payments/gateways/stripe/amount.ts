import { decimalsOf } from "#lib/kernel/currency.ts";
import { type Money, money, toDecimal } from "#lib/kernel/money.ts";

/**
 * The decimals of the amounts that Stripe's API takes, where they are not ISO 4217's. ISK and UGX have no decimals but are sent with two;
 * MGA has two but is sent with none. HUF and TWD are sent with two: only their payouts must be whole.
 * Source: docs.stripe.com/currencies
 */
const SENT_DECIMALS: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 };

/** What Stripe is sent for `amount`. @throws RangeError when Stripe cannot express it: its last of three decimals must be 0. */
export function toStripeAmount(amount: Money): bigint {
  const { minor, currency } = amount;
  const step = 10n ** BigInt(Math.abs(sentDecimals(currency) - decimalsOf(currency)));
  const grows = sentDecimals(currency) >= decimalsOf(currency);
  const tooFine = grows ? decimalsOf(currency) === 3 && minor % 10n !== 0n : minor % step !== 0n;
  if (tooFine) throw new RangeError(`Stripe cannot take ${toDecimal(amount)} ${currency}: too many decimals`);
  return grows ? minor * step : minor / step;
}

/** The money that an amount of Stripe's stands for. `currency` may be in lower case, as Stripe writes it. */
export function fromStripeAmount(amount: bigint, currency: string): Money {
  const code = currency.toUpperCase();
  const shift = decimalsOf(code) - sentDecimals(code);
  return money(shift >= 0 ? amount * 10n ** BigInt(shift) : amount / 10n ** BigInt(-shift), code);
}

function sentDecimals(currency: string): number {
  return SENT_DECIMALS[currency] ?? decimalsOf(currency);
}
