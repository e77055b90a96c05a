import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { CustomerNote } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";

/** Writes down what colleagues should know about a viewer. @throws 404 `customer_unknown`. */
export async function addNote(
  tx: Tx,
  input: { customerId: string; text: string; operatorId: string },
  actor: Actor,
): Promise<CustomerNote> {
  const { customerId, text, operatorId } = input;
  const known = await tx.customer.count({ where: { id: customerId } });
  if (known === 0) throw notFound("customer_unknown");
  const note = await tx.customerNote.create({ data: { customerId, operatorId, text, at: now() } });
  await recordAudit(tx, { actor, action: "customer.noted", subjectType: "customer", subjectId: customerId });
  return note;
}
