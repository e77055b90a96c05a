import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";

export const archiveCouponInput = z.object({ id: z.uuid("invalid") });

/** Nobody can redeem it from now on. Those who have it for ever keep it. */
export async function archiveCoupon(tx: Tx, { id }: z.output<typeof archiveCouponInput>, actor: Actor): Promise<void> {
  const { count } = await tx.coupon.updateMany({ where: { id, archivedAt: null }, data: { archivedAt: now() } });
  if (count === 0) throw notFound("coupon_unknown");
  await recordAudit(tx, { actor, action: "coupon.archived", subjectType: "coupon", subjectId: id });
}
