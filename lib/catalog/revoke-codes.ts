import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { lockCoupon } from "./lock.ts";

export const revokeCodesInput = z.object({ batchId: z.uuid("invalid") });
export type RevokeCodesInput = z.output<typeof revokeCodesInput>;

/** Nobody can use a batch's codes from now on; who has used one keeps their discount. @throws 404 `codes_unknown`. */
export function revokeCodes({ batchId }: RevokeCodesInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const batch = await tx.couponBatch.findUnique({ where: { id: batchId } });
    if (!batch) throw notFound("codes_unknown");
    const { couponId, name } = batch;
    await lockCoupon(tx, couponId);
    const { count } = await tx.couponBatch.updateMany({ where: { id: batchId, revokedAt: null }, data: { revokedAt: now() } });
    if (count === 0) throw notFound("codes_unknown");
    await recordAudit(tx, { actor, action: "coupon.codes_revoked", subjectType: "coupon", subjectId: couponId, after: { name } });
  });
}
