import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { lockChargesOf } from "#lib/payments/lock.ts";
import { CHARGED_BACK } from "#lib/payments/state.ts";
import { giftOfCode } from "#lib/wallet/gifts.ts";

/** What was paid for a gift is still ours: it did not go back, is not on its way back, and no bank asks for it; nor is it owed again, for its debit came back. */
export function moneyKept() {
  const paid = { kind: "CHARGE", status: "SUCCEEDED", surplus: false, refunded: { lt: db.transaction.fields.amount } } as const;
  const askedBack = { kind: "CHARGE", disputes: { some: { status: { in: CHARGED_BACK } } } } as const;
  const invoice = { kind: "INVOICE", status: "PAID" } as const;
  return { order: { transactions: { some: paid, none: askedBack }, invoices: { some: invoice } } } satisfies Prisma.GiftWhereInput;
}

/** Whether a gift is worth something still. */
export async function isMoneyKept(tx: Tx, id: string): Promise<boolean> {
  return (await tx.gift.count({ where: { id, ...moneyKept() } })) > 0;
}

/** As `redeemableGift`, of a gift that is locked: what paid for it is locked, too, and stays ours until it is redeemed. */
export async function giftToRedeem(tx: Tx, code: string) {
  const { orderId } = await giftOfCode(tx, code);
  await lockChargesOf(tx, orderId);
  return redeemableGift(tx, code);
}

/**
 * The gift of a code that can be redeemed now. @throws the refusals of `giftOfCode`, and `voucher_revoked` at `code` for one whose money went back, or is asked
 * back by the giver's bank.
 */
export async function redeemableGift(tx: Tx, code: string) {
  const gift = await giftOfCode(tx, code);
  if (!(await isMoneyKept(tx, gift.id))) throw new DomainError("voucher_revoked", { field: "code" });
  return gift;
}
