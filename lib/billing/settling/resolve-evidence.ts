import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";

export const resolveEvidenceInput = z.object({ transactionId: z.uuid("invalid"), resolution: requiredText(1000) });
export type ResolveEvidenceInput = z.output<typeof resolveEvidenceInput>;

/** An operator notes why a sale is taxed where it is although some evidence names another country. @throws 409 `evidence_resolved` when there is nothing (more) to note. */
export function resolveEvidence({ transactionId: id, resolution }: ResolveEvidenceInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const data = { resolvedAt: now(), resolution, resolvedBy: actor.name };
    const { count } = await tx.saleEvidence.updateMany({ where: { id, contradiction: true, resolvedAt: null }, data });
    if (count === 0) throw conflict("evidence_resolved");
    await recordAudit(tx, {
      actor,
      action: "transaction.evidence_resolved",
      subjectType: "transaction",
      subjectId: id,
      after: { resolution },
    });
  });
}
