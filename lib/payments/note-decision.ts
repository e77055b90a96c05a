import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { GatewayDifferenceDecision } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";

type Decision = { decision: GatewayDifferenceDecision; note?: string; transactionId?: string };

/** Notes what was decided about a difference, once, with the audit entry. @throws 409 `difference_decided` when there is nothing (more) to decide. */
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
