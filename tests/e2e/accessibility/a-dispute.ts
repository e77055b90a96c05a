import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";

/** One that its gateway takes no answer to. */
export function aDispute({ id: transactionId, gateway, amount, currency }: Transaction, reason: string) {
  const at = { openedAt: now(), changedAt: now() };
  const said = { reference: reason, status: "LOST" as const, reason, amount, currency, taken: amount, fee: 0n, changes: 1 };
  return db.dispute.create({ data: { transactionId, gateway, ...said, ...at } });
}
