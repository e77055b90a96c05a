import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { gateway } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { countOnce } from "./count-once.ts";
import { recordDispute, stopDisputedPlan } from "./record-dispute.ts";
import { recordReportedRefunds } from "./record-reported-refund.ts";

const TRIES = 3;

/** Looks at what happened to a payment after it was made, where the gateway's answer or our own records give a reason to. */
export async function followUp(known: Transaction, outcome: PaymentOutcome, source: Source): Promise<void> {
  if (known.status !== "SUCCEEDED") return;
  const failed = outcome.status === "declined" || outcome.status === "canceled";
  if (known.kind === "REFUND" && failed) await recordAdjustments(known.refundOfId!, source);
  if (known.kind === "CHARGE" && outcome.status === "succeeded" && (outcome.adjusted || known.refunded > 0n))
    await recordAdjustments(known.id, source);
}

/**
 * Brings our records up to what was done at the gateway itself (docs/decisions/0013-done-at-the-gateway.md): refunds made there, refunds that
 * came back, disputes. Whatever is known already changes nothing. An answer that was overtaken by another is asked for again.
 * @throws when the gateway gives no answer.
 */
async function recordAdjustments(chargeId: string, source: Source): Promise<void> {
  const charge = await db.transaction.findUniqueOrThrow({ where: { id: chargeId } });
  const plugin = gateway(charge.gateway);
  if (!plugin?.adjustments || !charge.paymentReference) return;
  const settings = await getSettings();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const seen = await historyOf(db, chargeId);
    const { refunds, disputes } = await countOnce(charge.id, await plugin.adjustments(charge.paymentReference));
    for (const dispute of disputes) await stopDisputedPlan(charge, dispute);
    // By themselves: should a refund beside them fail, the bank's decision is known all the same.
    const disputed = await recordAsSeen(chargeId, seen, async (tx, locked) => {
      for (const dispute of disputes) await recordDispute(tx, locked, dispute, source, settings);
    });
    if (disputed === null) continue;
    const recorded = await recordAsSeen(chargeId, disputed, (tx, locked) => recordReportedRefunds(tx, locked, refunds, source, settings));
    if (recorded !== null) return;
  }
  throw new Error(`Transaction ${charge.number} changes faster than its gateway can be asked`);
}

/** Records what an answer says of a charge to which nothing has happened since it was asked for. Returns how much has then; null where something has. */
function recordAsSeen(chargeId: string, seen: number, record: (tx: Tx, locked: Transaction) => Promise<void>): Promise<number | null> {
  return transaction(async (tx) => {
    const locked = await lockTransaction(tx, chargeId);
    if ((await historyOf(tx, chargeId)) !== seen) return null;
    await record(tx, locked);
    return historyOf(tx, chargeId);
  });
}

/** How much has happened to a charge and its refunds; timelines only grow. */
function historyOf(client: Tx, chargeId: string): Promise<number> {
  return client.domainEvent.count({ where: { transaction: { OR: [{ id: chargeId }, { refundOfId: chargeId }] } } });
}
