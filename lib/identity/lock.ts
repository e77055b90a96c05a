import type { Operator } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Locks every owner, so that two owners cannot remove each other at the same time, and the operator in question. @throws 404 when there is none. */
export async function lockOperator(tx: Tx, id: string): Promise<Operator> {
  await tx.$queryRaw`SELECT 1 FROM "Operator" WHERE "role" = 'OWNER' OR "id" = ${id}::uuid ORDER BY "id" FOR UPDATE`;
  const operator = await tx.operator.findUnique({ where: { id } });
  if (!operator) throw notFound("operator_unknown");
  return operator;
}

/** Lets one making of the first operator go on at a time: several instances may start at once, and somebody may use the set-up link. */
export async function lockFirstOperator(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('streamtill first operator'))`;
}
