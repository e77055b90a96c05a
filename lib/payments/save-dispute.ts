import type { Dispute, DisputeStatus, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { ReportedDispute } from "./gateway-adjustments.ts";

export const DISPUTE_STATUS: Record<ReportedDispute["status"], DisputeStatus> = {
  inquiry: "INQUIRY",
  open: "OPEN",
  won: "WON",
  lost: "LOST",
  closed: "CLOSED",
  returned: "RETURNED",
};

/** What is written down of a dispute of a charge. */
export function knownDispute(client: Tx, { gateway }: Transaction, { reference }: ReportedDispute): Promise<Dispute | null> {
  return client.dispute.findUnique({ where: { gateway_reference: { gateway, reference } } });
}

/** Writes a dispute of a locked charge as the gateway has it now, over what was known of it. Returns it as it is then. */
export function saveDispute(tx: Tx, charge: Transaction, known: Dispute | null, reported: ReportedDispute): Promise<Dispute> {
  const { amount, taken, fee, reason, openedAt, reference, respondBy = null } = reported;
  const said = { status: DISPUTE_STATUS[reported.status], reason, amount: amount.minor, taken, fee, respondBy, changedAt: now() };
  if (known) return tx.dispute.update({ where: { id: known.id }, data: { ...said, changes: known.changes + 1 } });
  return tx.dispute.create({
    data: {
      ...said,
      id: newId(),
      transactionId: charge.id,
      gateway: charge.gateway,
      reference,
      currency: amount.currency,
      openedAt,
      changes: 1,
    },
  });
}
