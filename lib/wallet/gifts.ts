import { db } from "#lib/db/client.ts";
import type { Gift } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { seal } from "#lib/kernel/seal.ts";
import { newVoucherCode, voucherDigest } from "./voucher-code.ts";

export type GiftInput = Pick<Gift, "orderId" | "fromName" | "toName" | "toEmail" | "message" | "deliverAt">;

/** A gift that waits for its order to be paid, with a code of its own. */
export async function writeGift(tx: Tx, input: GiftInput): Promise<void> {
  const code = newVoucherCode();
  await tx.gift.create({ data: { ...input, digest: voucherDigest(code), sealed: seal(code), createdAt: now() } });
}

/** Its order is paid: it can be redeemed, and is delivered on its day. */
export async function payGift(tx: Tx, orderId: string): Promise<void> {
  await tx.gift.update({ where: { orderId }, data: { paidAt: now() } });
}

const WITH_ORDER = { order: { select: { customerId: true, subscriptionId: true, subscription: { include: { plan: true } } } } };

/**
 * The gift of a code that is paid and was not redeemed. @throws DomainError at `code`: `voucher_unknown`, which may be a guess and is said of what is not paid, too,
 * and `voucher_redeemed`.
 */
export async function giftOfCode(tx: Tx, code: string) {
  const gift = await tx.gift.findUnique({ where: { digest: voucherDigest(code), paidAt: { not: null } }, include: WITH_ORDER });
  if (!gift) throw new DomainError("voucher_unknown", { field: "code" });
  if (gift.redeemedAt) throw new DomainError("voucher_redeemed", { field: "code" });
  return gift;
}

/** It is redeemed. The caller holds its lock. */
export async function takeGift(tx: Tx, id: string): Promise<void> {
  await tx.gift.update({ where: { id }, data: { redeemedAt: now() } });
}

/** The receiver is written to just now; false where they were before, or have it already. */
export async function markDelivered(tx: Tx, id: string): Promise<boolean> {
  return (await tx.gift.updateMany({ where: { id, deliveredAt: null, redeemedAt: null }, data: { deliveredAt: now() } })).count > 0;
}

/** Its receiver has this address, and is written to there just now. The caller holds its lock. */
export async function readdress(tx: Tx, id: string, toEmail: string): Promise<void> {
  await tx.gift.update({ where: { id }, data: { toEmail, deliveredAt: now() } });
}

/** The gifts that a viewer has given and paid, the newest first. */
export function ownGifts(customerId: string) {
  return db.gift.findMany({
    where: { order: { customerId }, paidAt: { not: null } },
    omit: { digest: true, sealed: true },
    include: { order: { select: { subscription: { select: { plan: { select: { name: true } }, interval: true, intervalCount: true } } } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
}

export type OwnGift = Awaited<ReturnType<typeof ownGifts>>[number];

/** One of them with its code, for its card; null for another's. */
export function ownGift(customerId: string, id: string) {
  return db.gift.findFirst({
    where: { id, order: { customerId }, paidAt: { not: null } },
    include: { order: { select: { subscription: { select: { plan: { select: { name: true } }, interval: true, intervalCount: true } } } } },
  });
}
