/** "Visa •••• 4242", as messages name a payment method; null where none is known. */
export function methodText({ brand, last4 }: { brand: string | null; last4: string | null }): string | null {
  if (!last4) return null;
  const name = brand ? brand[0].toUpperCase() + brand.slice(1) : "";
  return `${name} •••• ${last4}`.trim();
}
