import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { operatorActor } from "./actor.ts";
import type { Self } from "./factors.ts";
import { endSessions } from "./session-store.ts";

export const endOtherSessionInput = z.object({ id: z.uuid("invalid") });
export type EndOtherSessionInput = z.output<typeof endOtherSessionInput>;

/** Signs one of one's own browsers out. @throws DomainError `session_unknown` when it was signed out meanwhile. */
export function endOtherSession({ id }: EndOtherSessionInput, self: Self): Promise<void> {
  return transaction(async (tx) => {
    const ended = await tx.session.deleteMany({ where: { id, operatorId: self.operator.id } });
    if (ended.count === 0) throw notFound("session_unknown");
    await audit(tx, self);
  });
}

/** Signs every browser of one's own out but the one that asks. */
export function endOtherSessions(self: Self): Promise<void> {
  return transaction(async (tx) => {
    await endSessions(tx, "operator", self.operator.id, self.sessionId);
    await audit(tx, self);
  });
}

function audit(tx: Tx, { operator, ip }: Self): Promise<void> {
  const entry = { action: "operator.sessions_ended", subjectType: "operator", subjectId: operator.id };
  return recordAudit(tx, { actor: operatorActor(operator, ip), ...entry });
}
