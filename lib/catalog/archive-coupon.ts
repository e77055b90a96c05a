import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";

export const archiveCouponInput = z.object({ id: z.uuid("invalid") });
export type ArchiveCouponInput = z.output<typeof archiveCouponInput>;

/** Nobody can redeem it from now on. Those who have it for ever keep it. */
export function archiveCoupon({ id }: ArchiveCouponInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const { count } = await tx.coupon.updateMany({ where: { id, archivedAt: null }, data: { archivedAt: now() } });
    if (count === 0) throw notFound("coupon_unknown");
    await recordAudit(tx, { actor, action: "coupon.archived", subjectType: "coupon", subjectId: id });
  });
}
