import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { brandName } from "#lib/kernel/brand-name.ts";

const KINDS = ["card", "wallet", "bank"] as const;
type MethodKind = (typeof KINDS)[number] | "other";

/** "Visa •••• 4242"; without a number what kind of method it is, in the reader's language. */
export function methodName(
  { brand, last4, kind }: Pick<PaymentMethod, "brand" | "last4" | "kind">,
  nameOf: (kind: MethodKind) => string,
): string {
  const name = brandName(brand || nameOf(KINDS.find((known) => known === kind) ?? "other"));
  return last4 ? `${name} •••• ${last4}` : name;
}
