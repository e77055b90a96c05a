import { z } from "zod";
import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import type { GatewayDifference, GatewayDifferenceKind, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { noteDecision } from "#lib/payments/note-decision.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { countMoved } from "./count-moved.ts";
import { type Failed, failLocked } from "./fail-payment.ts";

export const decideDifferenceInput = z.object({
  differenceId: z.uuid("invalid"),
  decision: z.enum(["NOT_OURS", "EXPLAINED"], "required"),
  note: requiredText(1000),
});
export type DecideDifferenceInput = z.output<typeof decideDifferenceInput>;

/**
 * An operator says why a difference is none to act on. A payment or refund that has no outcome, because its gateway moved another amount than
 * was asked, is declined with it: what it was for can be paid anew. What the gateway gave back of a payment, and is not counted yet, is (`countMoved`).
 * @throws 409 `difference_decided` when there is nothing (more) to decide.
 */
export async function decideDifference({ differenceId, decision, note }: DecideDifferenceInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const found = await tx.gatewayDifference.findUnique({ where: { id: differenceId } });
    if (!found) throw conflict("difference_decided");
    // Before the difference, as whoever settles it does.
    const about = await lockAbout(tx, found);
    await noteDecision(tx, differenceId, { decision, note }, actor);
    if (found.kind === "REFUND_TOO_LARGE" && about) await countMoved(tx, { charge: about, said: found }, actor, settings);
    if (found.kind !== "OTHER_AMOUNT" || about?.status !== "UNKNOWN") return;
    const closed = await failLocked(tx, about, NOT_COUNTED, sourceOf(actor), settings);
    if (closed.refundOfId) await countMoved(tx, { charge: { id: closed.refundOfId }, closed, said: found }, actor, settings);
  });
}

const ABOUT_MONEY: GatewayDifferenceKind[] = ["OTHER_AMOUNT", "REFUND_TOO_LARGE"];

/** The transaction that a difference is about; of a refund its charge before it. */
async function lockAbout(tx: Tx, { kind, transactionId: id }: GatewayDifference): Promise<Transaction | null> {
  if (!id || !ABOUT_MONEY.includes(kind)) return null;
  const { refundOfId } = await tx.transaction.findUniqueOrThrow({ where: { id }, select: { refundOfId: true } });
  if (refundOfId) await lockTransaction(tx, refundOfId);
  return lockTransaction(tx, id);
}

/** For good: to charge it again by itself would take more of what was not asked for. */
const NOT_COUNTED: Failed = {
  status: "declined",
  retry: "final",
  code: "amount_mismatch",
  reason: "The gateway moved another amount than was asked.",
};
