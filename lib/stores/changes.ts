import type { StorePurchase } from "#lib/db/generated/client.ts";

/** What may befall a purchase: the state that it took, or else. */
export const PURCHASE_CHANGES = [
  "pending",
  "active",
  "grace",
  "retry",
  "paused",
  "expired",
  "revoked",
  "replaced",
  "renewed",
  "product_changed",
  "renewal_on",
  "renewal_off",
  "linked",
  "moved",
  "acknowledged",
] as const;

export type PurchaseChange = { type: (typeof PURCHASE_CHANGES)[number]; detail?: string };

type Known = Pick<StorePurchase, "status" | "productId" | "renews" | "expiresAt" | "customerId">;

/** What is different, in the order in which it is told; all of it where nothing was known before. */
export function changesBetween(before: Known | null, after: Known): PurchaseChange[] {
  const changes: PurchaseChange[] = [];
  const until = after.expiresAt?.toISOString();
  if (before?.status !== after.status) changes.push({ type: after.status.toLowerCase() as PurchaseChange["type"], detail: until });
  else if (after.expiresAt && before.expiresAt && after.expiresAt > before.expiresAt) changes.push({ type: "renewed", detail: until });
  if (before && before.productId !== after.productId) changes.push({ type: "product_changed", detail: after.productId });
  if (before && before.renews !== after.renews) changes.push({ type: after.renews ? "renewal_on" : "renewal_off" });
  if (after.customerId && before?.customerId !== after.customerId) changes.push({ type: before?.customerId ? "moved" : "linked" });
  return changes;
}
