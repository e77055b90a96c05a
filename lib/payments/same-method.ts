import type { PaymentMethod } from "#lib/db/generated/client.ts";

type Known = Pick<PaymentMethod, "id" | "gateway" | "kind" | "brand" | "last4" | "expMonth" | "expYear">;

/** Whether a viewer would call both the same card: gateways save one anew at every purchase, under a new reference. */
export function isSameMethod(one: Known, other: Known): boolean {
  if (one.id === other.id) return true;
  if (!one.last4) return false;
  return (["gateway", "kind", "brand", "last4", "expMonth", "expYear"] as const).every((key) => one[key] === other[key]);
}

/** A card is good to the end of its month. */
export function isExpired({ expMonth, expYear }: Pick<PaymentMethod, "expMonth" | "expYear">, at: Date): boolean {
  return Boolean(expMonth && expYear && Date.UTC(expYear, expMonth, 1) <= at.getTime());
}
