import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { randomCode } from "#lib/kernel/codes.ts";

type Personal = { couponId: string; customerId: string; expiresAt: Date; batch: string };

/** Makes a code of a locked coupon that one viewer alone may use, once, until a day. Returns it. */
export async function personalCode(tx: Tx, { couponId, customerId, expiresAt, batch: name }: Personal): Promise<string> {
  const known = await tx.couponBatch.findFirst({ where: { couponId, name, usesEach: 1, revokedAt: null }, select: { id: true } });
  const { id: batchId } = known ?? (await tx.couponBatch.create({ data: { couponId, name, usesEach: 1, createdAt: now() } }));
  const code = randomCode(2, 5);
  await tx.promotionCode.create({ data: { batchId, code, customerId, expiresAt } });
  return code;
}
