import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { askAbout } from "./ask-about.ts";
import { STORES } from "./plugins.ts";
import { tellAccessSoon } from "./tell-access.ts";

export const mapProductInput = z.object({
  planId: z.uuid("invalid"),
  store: z.enum(
    STORES.map(({ id }) => id),
    "invalid",
  ),
  /** As the store's console has it. */
  productId: z
    .string()
    .trim()
    .min(1, "required")
    .max(200, "too_long")
    .regex(/^[\w.-]+$/, "invalid_product"),
});
export type MapProductInput = z.output<typeof mapProductInput>;

/**
 * Says that a store sells a plan by one of its products: whoever has bought it, or buys it, may watch that plan.
 * @throws 404 `plan_unknown`, `store_product_taken` where it is a plan's already.
 */
export async function mapProduct({ planId, store, productId }: MapProductInput, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const plan = await tx.plan.findUnique({ where: { id: planId }, select: { id: true } });
    if (!plan) throw notFound("plan_unknown");
    const taken = await tx.storeProduct.findUnique({ where: { store_productId: { store, productId } }, select: { plan: true } });
    if (taken) throw new DomainError("store_product_taken", { status: 409, field: "productId", values: { plan: taken.plan.name } });
    const { id } = await tx.storeProduct.create({ data: { store, productId, planId, createdAt: now() } });
    await askAbout(tx, { store, productId, awaitsReceipt: true });
    await tellAccessSoon(tx, { store, productId });
    const after = { store, productId, planId };
    await recordAudit(tx, { actor, action: "store_product.mapped", subjectType: "plan", subjectId: planId, after: { id, ...after } });
  }).catch((error: unknown) => {
    throw isDuplicate(error) ? new DomainError("store_product_taken", { status: 409, field: "productId", values: { plan: "" } }) : error;
  });
}

export const unmapProductInput = z.object({ id: z.uuid("invalid") });
export type UnmapProductInput = z.output<typeof unmapProductInput>;

/** Takes that back: who has bought the product may not watch the plan by it any more. @throws 404 */
export async function unmapProduct({ id }: UnmapProductInput, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const known = await tx.storeProduct.findUnique({ where: { id } });
    if (!known) throw notFound("store_product_unknown");
    await tx.storeProduct.deleteMany({ where: { id } });
    await tellAccessSoon(tx, { store: known.store, productId: known.productId });
    await recordAudit(tx, { actor, action: "store_product.unmapped", subjectType: "store_product", subjectId: id });
  });
}
