import type { PaymentMethod } from "#lib/db/generated/client.ts";

/** "Visa •••• 4242"; without a number what kind of method it is, in the reader's language. */
export function methodName(
  { brand, last4, kind }: Pick<PaymentMethod, "brand" | "last4" | "kind">,
  nameOf: (kind: string) => string,
): string {
  const name = brand || nameOf(["card", "wallet", "bank"].includes(kind) ? kind : "other");
  const shown = name.charAt(0).toUpperCase() + name.slice(1);
  return last4 ? `${shown} •••• ${last4}` : shown;
}
