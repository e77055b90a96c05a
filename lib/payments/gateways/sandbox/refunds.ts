import type { Payment, Refund } from "./references.ts";
import { recall, remember } from "./results.ts";

/** Whether so much is left of the payment, which is taken of it then. One refund is taken once, however often and at once it is asked for. */
export function givesBack(payment: Payment, { transactionId, amount }: Refund): boolean {
  let left = payment.amount.minor;
  for (let slot = 1; ; slot += 1) {
    const key = `${payment.transactionId} refund ${slot}`;
    const taken = recall(key) ?? (amount.minor <= left ? remember(key, { transactionId, minor: String(amount.minor) }) : null);
    if (!taken) return false;
    if (taken.transactionId === transactionId) return true;
    left -= BigInt(taken.minor ?? 0);
  }
}
