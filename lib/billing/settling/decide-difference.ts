import { z } from "zod";
import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { noteDecision } from "#lib/payments/note-decision.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { type Failed, failLocked } from "./fail-payment.ts";

export const decideDifferenceInput = z.object({
  differenceId: z.uuid("invalid"),
  decision: z.enum(["NOT_OURS", "EXPLAINED"], "required"),
  note: requiredText(1000),
});
export type DecideDifferenceInput = z.output<typeof decideDifferenceInput>;

/**
 * An operator says why a difference is none to act on; no money moves. A payment or refund that has no outcome, because its gateway moved another amount than
 * was asked, is declined with it: what it was for can be paid anew.
 * @throws 409 `difference_decided` when there is nothing (more) to decide.
 */
export async function decideDifference({ differenceId, decision, note }: DecideDifferenceInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const found = await tx.gatewayDifference.findUnique({ where: { id: differenceId }, select: { kind: true, transactionId: true } });
    if (!found) throw conflict("difference_decided");
    // Before the difference, as whoever settles it does.
    const about = found.kind === "OTHER_AMOUNT" && found.transactionId ? await lockTransaction(tx, found.transactionId) : null;
    await noteDecision(tx, differenceId, { decision, note }, actor);
    if (about?.status === "UNKNOWN") await failLocked(tx, about, NOT_COUNTED, sourceOf(actor), settings);
  });
}

/** For good: to charge it again by itself would take more of what was not asked for. */
const NOT_COUNTED: Failed = {
  status: "declined",
  retry: "final",
  code: "amount_mismatch",
  reason: "The gateway moved another amount than was asked.",
};
