import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { CustomerNote } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";

export const addNoteInput = z.object({ customerId: z.uuid("invalid"), text: requiredText(2000) });
export type AddNoteInput = z.output<typeof addNoteInput>;

/** Writes down what colleagues should know about a viewer. @throws 404 `customer_unknown`. */
export function addNote({ customerId, text }: AddNoteInput, actor: Actor & { id: string }): Promise<CustomerNote> {
  return transaction(async (tx) => {
    const known = await tx.customer.count({ where: { id: customerId } });
    if (known === 0) throw notFound("customer_unknown");
    const note = await tx.customerNote.create({ data: { customerId, operatorId: actor.id, text, at: now() } });
    await recordAudit(tx, { actor, action: "customer.noted", subjectType: "customer", subjectId: customerId });
    return note;
  });
}
