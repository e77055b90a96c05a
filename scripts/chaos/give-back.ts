import { setTimeout as sleep } from "node:timers/promises";
import { SYSTEM } from "#lib/audit/audit.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Transaction } from "#lib/db/generated/client.ts";
import type { Vendor } from "./vendor.ts";

/**
 * An operator gives back a part of what a viewer has paid, in the vendor's console where it is not asked to, and presses again until it is written down. `amount` in minor units.
 */
export async function giveBackPatiently(vendor: Vendor, { id: customerId }: Customer, amount: bigint, deadline: number): Promise<void> {
  const paid = await db.transaction.findFirstOrThrow({ where: { customerId, kind: "CHARGE", status: "SUCCEEDED" } });
  vendor.giveBack?.(paid.paymentReference!, amount);
  const to = vendor.giveBack ? "byHand" : "method";
  while (Date.now() < deadline && (await db.transaction.count({ where: { customerId, kind: "REFUND" } })) === 0) {
    await giveBack(paid, amount, to).catch(() => sleep(1_000));
  }
}

async function giveBack({ id: transactionId, ...paid }: Transaction, amount: bigint, to: "byHand" | "method"): Promise<void> {
  await refundPayment({ transactionId, amount, left: paid.amount - paid.refunded, reason: "Chaos", to }, SYSTEM);
}

/** Viewers who were not given that much back, exactly once. */
export async function notGivenBackOnce(viewers: Customer[], amount: bigint): Promise<string[]> {
  const refunds = await db.transaction.findMany({ where: { kind: "REFUND", customerId: { in: viewers.map(({ id }) => id) } } });
  const given = Map.groupBy(refunds, ({ customerId }) => customerId);
  return viewers.flatMap(({ id }) => {
    const [first, ...others] = given.get(id) ?? [];
    if (first?.status === "SUCCEEDED" && first.amount === amount && others.length === 0) return [];
    return [`${id} was given back ${[first, ...others].map((refund) => `${refund?.amount} (${refund?.status})`).join(", ")}`];
  });
}
