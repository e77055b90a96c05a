import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { toJson } from "#lib/kernel/json.ts";
import type { Source } from "#lib/kernel/source.ts";

/** A viewer always says who they are: use cases hold what is asked for to it. */
export type Actor = { name: string; ip?: string | null } & ({ kind: "OPERATOR" | "SYSTEM"; id?: string } | { kind: "VIEWER"; id: string });

/** The worker and other parts of the system that act by themselves. */
export const SYSTEM: Actor = { kind: "SYSTEM", name: "Streamtill" };

/** Who acted, as the timeline of what they did it to tells it. */
export function sourceOf({ kind }: Actor): Source {
  return ({ OPERATOR: "operator", SYSTEM: "system", VIEWER: "viewer" } as const)[kind];
}

export type AuditInput = {
  actor: Actor;
  /** `<subject>.<past participle>`: "plan.saved", "transaction.refunded". */
  action: string;
  subjectType: string;
  subjectId?: string;
  before?: unknown;
  after?: unknown;
};

/** Writes down who did what. BigInts become strings; never pass a secret. */
export async function recordAudit(tx: Tx, { actor, action, subjectType, subjectId, before, after }: AuditInput): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: now(),
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      ip: actor.ip,
      action,
      subjectType,
      subjectId,
      before: column(before),
      after: column(after),
    },
  });
}

function column(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (value === undefined || value === null) return Prisma.DbNull;
  return toJson(value);
}
