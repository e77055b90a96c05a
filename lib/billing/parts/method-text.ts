import { brandName } from "#lib/kernel/brand-name.ts";

/** "Visa •••• 4242" or "SEPA", as messages name a payment method; null where none is known. */
export function methodText({ brand, last4 }: { brand: string | null; last4: string | null }): string | null {
  const name = brand ? brandName(brand) : "";
  return last4 ? `${name} •••• ${last4}`.trim() : name || null;
}
