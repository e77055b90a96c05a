import type { Money } from "#lib/kernel/money.ts";
import type { PaymentGateway } from "./gateway.ts";

/** Why a gateway does not take an amount: `limit` is its least or its most. */
export type OutOfLimits = { code: "amount_too_small" | "amount_too_large"; limit: Money };

/** Null for what may be charged, and for nothing at all, which is not charged. */
export function outOfLimits(gateway: Pick<PaymentGateway, "limits">, { minor, currency }: Money): OutOfLimits | null {
  const { minimum, maximum } = gateway.limits?.(currency) ?? {};
  if (minor > 0n && minimum !== undefined && minor < minimum) return { code: "amount_too_small", limit: { minor: minimum, currency } };
  if (maximum !== undefined && minor > maximum) return { code: "amount_too_large", limit: { minor: maximum, currency } };
  return null;
}
