import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { GatewayDifferenceDecision } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";

export const decideDifferenceInput = z.object({
  differenceId: z.uuid("invalid"),
  decision: z.enum(["NOT_OURS", "EXPLAINED"], "required"),
  note: requiredText(1000),
});
export type DecideDifferenceInput = z.output<typeof decideDifferenceInput>;

/** An operator says why a difference is none to act on; no money moves. @throws 409 `difference_decided` when there is nothing (more) to decide. */
export function decideDifference({ differenceId, decision, note }: DecideDifferenceInput, actor: Actor): Promise<void> {
  return transaction((tx) => noteDecision(tx, differenceId, { decision, note }, actor));
}

type Decision = { decision: GatewayDifferenceDecision; note?: string; transactionId?: string };

/** Notes what was decided about a difference, once, with the audit entry. @throws as `decideDifference`. */
export async function noteDecision(tx: Tx, id: string, decided: Decision, actor: Actor): Promise<void> {
  const data = { ...decided, decidedAt: now(), decidedBy: actor.name };
  const [row] = await tx.gatewayDifference.updateManyAndReturn({ where: { id, decidedAt: null }, data });
  if (!row) throw conflict("difference_decided");
  const { gateway, kind, subject } = row;
  await recordAudit(tx, {
    actor,
    action: "difference.decided",
    subjectType: "difference",
    subjectId: id,
    after: { ...decided, gateway, kind, subject },
  });
}
