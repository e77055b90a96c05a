import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { customerById } from "#lib/customers/queries.ts";
import type { StorePurchase } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { claimPurchase } from "#lib/stores/link-purchase.ts";
import { lookAtPurchase } from "#lib/stores/look-at-purchase.ts";
import { store } from "#lib/stores/registry.ts";
import { BadProof } from "#lib/stores/store.ts";

/** `proof` is what the app got from the store: the signed transaction, or the purchase token. */
export const reportStorePurchaseInput = z.strictObject({
  store: z.string().max(20, "invalid"),
  customerId: z.uuid("invalid"),
  proof: z.string().min(1, "required").max(20_000, "too_long"),
});
export type ReportStorePurchaseInput = z.output<typeof reportStorePurchaseInput>;

export type ReportedPurchase = {
  store: string;
  product: string;
  status: string;
  expiresAt: Date | null;
  renews: boolean;
  entitled: boolean;
};

/**
 * An app tells of what a viewer has just bought in a store, or restores there. The store is asked what is true of it; saying it again changes nothing.
 * `entitled`: whether the viewer may watch anything now.
 * @throws 404 `store_unknown`, `customer_unknown`, `store_purchase_unknown`; 422 `store_proof_invalid`; 409 `store_purchase_taken` where it is another viewer's;
 * what the store's silence is.
 */
export async function reportStorePurchase(
  { store: id, customerId, proof }: ReportStorePurchaseInput,
  actor: Actor,
): Promise<ReportedPurchase> {
  const asked = store(id);
  if (!asked) throw notFound("store_unknown");
  if (!(await customerById(customerId))) throw notFound("customer_unknown");
  const reference = await asked.readProof(proof).catch((error: unknown) => {
    throw error instanceof BadProof ? new DomainError("store_proof_invalid") : error;
  });
  const known = await lookAtPurchase(asked, reference, { source: "system" });
  if (!known) throw notFound("store_purchase_unknown");
  const claimed = await claimPurchase(known.id, customerId, actor);
  const purchase = claimed.awaitsReceipt ? await lookAtPurchase(asked, reference, { source: "system" }) : claimed;
  return { ...written(purchase ?? claimed), entitled: await mayWatch(customerId, now()) };
}

function written({ store, productId: product, status, expiresAt, renews }: StorePurchase) {
  return { store, product, status: status.toLowerCase(), expiresAt, renews };
}
