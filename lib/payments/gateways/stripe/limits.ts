import type { AmountLimits } from "../../gateway-capabilities.ts";
import { fromStripeAmount } from "./amount.ts";

/**
 * The least that Stripe charges, in minor units. Where the account settles in another currency, the least of that one holds after conversion, so a
 * charge may be refused that is not below these. Source: docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
const MINIMUM: Record<string, bigint> = {
  AED: 200n,
  AUD: 50n,
  BGN: 100n,
  BRL: 50n,
  CAD: 50n,
  CHF: 50n,
  CZK: 1500n,
  DKK: 250n,
  EUR: 50n,
  GBP: 30n,
  HKD: 400n,
  HUF: 17_500n,
  INR: 50n,
  JPY: 50n,
  MXN: 1000n,
  MYR: 200n,
  NOK: 300n,
  NZD: 50n,
  PLN: 200n,
  RON: 200n,
  SEK: 300n,
  SGD: 50n,
  THB: 1000n,
  USD: 50n,
};

/** Eight digits of what its API takes. Source: `amount` of a PaymentIntent in Stripe's description of its API */
const MAXIMUM = 99_999_999n;

export function stripeLimits(currency: string): AmountLimits {
  return { minimum: MINIMUM[currency], maximum: fromStripeAmount(MAXIMUM, currency).minor };
}
