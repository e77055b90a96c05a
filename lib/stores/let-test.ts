import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { flag } from "#lib/kernel/inputs.ts";
import { lockPurchase } from "./lock.ts";
import { tellAccessSoon } from "./tell-access.ts";

export const letTestInput = z.object({ purchaseId: z.uuid("invalid"), allowed: flag });
export type LetTestInput = z.output<typeof letTestInput>;

/**
 * Lets what the viewer of a purchase buys in stores' test environments count, as who reviews the app needs it, or no more. Of nobody else it does.
 * @throws 404, 409 `store_purchase_unlinked` where it is nobody's
 */
export async function letTest({ purchaseId, allowed }: LetTestInput, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const { customerId } = await lockPurchase(tx, purchaseId);
    if (!customerId) throw conflict("store_purchase_unlinked");
    if (allowed) await tx.storeTester.createMany({ data: [{ customerId, createdAt: now() }], skipDuplicates: true });
    else await tx.storeTester.deleteMany({ where: { customerId } });
    await tellAccessSoon(tx, { customerId, test: true });
    await recordAudit(tx, { actor, action: "store_tester.changed", subjectType: "customer", subjectId: customerId, after: { allowed } });
  });
}
