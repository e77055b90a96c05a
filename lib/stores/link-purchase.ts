import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import type { StorePurchase } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { changePurchase } from "./change-purchase.ts";
import { lockPurchase } from "./lock.ts";

export const linkPurchaseInput = z.object({ purchaseId: z.uuid("invalid"), email: emailAddress });
export type LinkPurchaseInput = z.output<typeof linkPurchaseInput>;

/** Gives a purchase to a viewer, or takes it from one to another, as an operator has found out. @throws 404, 422 `customer_unknown` at the field. */
export async function linkPurchase({ purchaseId, email }: LinkPurchaseInput, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const customer = await tx.customer.findUnique({ where: { email }, select: { id: true } });
    if (!customer) throw new DomainError("customer_unknown", { field: "email" });
    const known = await lockPurchase(tx, purchaseId);
    await give(tx, known, customer.id, actor);
  });
}

/** The same for whom an app says that the purchase is, unless it is somebody else's. @throws 409 `store_purchase_taken` */
export function claimPurchase(id: string, customerId: string, actor: Actor): Promise<StorePurchase> {
  return transaction(async (tx) => {
    const known = await lockPurchase(tx, id);
    if (known.customerId && known.customerId !== customerId) throw conflict("store_purchase_taken");
    return give(tx, known, customerId, actor);
  });
}

async function give(tx: Tx, known: StorePurchase, customerId: string, actor: Actor): Promise<StorePurchase> {
  if (known.customerId === customerId) return known;
  await recordAudit(tx, {
    actor,
    action: "store_purchase.linked",
    subjectType: "store_purchase",
    subjectId: known.id,
    before: { customerId: known.customerId },
    after: { customerId },
  });
  const askAt = known.awaitsReceipt ? now() : known.askAt;
  return changePurchase(tx, known, { customerId, askAt }, sourceOf(actor));
}
