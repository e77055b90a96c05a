import { decimalsOf } from "#lib/kernel/currency.ts";
import { type Money, money, toDecimal } from "#lib/kernel/money.ts";
import { AmountNotSupported } from "../../gateway.ts";

/**
 * The decimals of the amounts that Stripe's API takes, where they are not ISO 4217's. ISK and UGX have no decimals but are sent with two;
 * MGA has two but is sent with none. HUF and TWD are sent with two: only their payouts must be whole.
 * Source: docs.stripe.com/currencies
 */
const SENT_DECIMALS: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 };

/** What Stripe is sent for `amount`. @throws AmountNotSupported when Stripe cannot express it: its last of three decimals must be 0. */
export function toStripeAmount(amount: Money): bigint {
  const { minor, currency } = amount;
  if (!isStripeAmount(amount)) throw new AmountNotSupported(`Stripe cannot take ${toDecimal(amount)} ${currency}: too many decimals`);
  const step = stepOf(currency);
  return grows(currency) ? minor * step : minor / step;
}

export function isStripeAmount({ minor, currency }: Money): boolean {
  return grows(currency) ? decimalsOf(currency) !== 3 || minor % 10n === 0n : minor % stepOf(currency) === 0n;
}

/** The money that an amount of Stripe's stands for. `currency` may be in lower case, as Stripe writes it. */
export function fromStripeAmount(amount: bigint, currency: string): Money {
  const code = currency.toUpperCase();
  const shift = decimalsOf(code) - sentDecimals(code);
  return money(shift >= 0 ? amount * 10n ** BigInt(shift) : amount / 10n ** BigInt(-shift), code);
}

function grows(currency: string): boolean {
  return sentDecimals(currency) >= decimalsOf(currency);
}

function stepOf(currency: string): bigint {
  return 10n ** BigInt(Math.abs(sentDecimals(currency) - decimalsOf(currency)));
}

function sentDecimals(currency: string): number {
  return SENT_DECIMALS[currency] ?? decimalsOf(currency);
}
