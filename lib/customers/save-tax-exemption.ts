import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { flag, optionalLine } from "#lib/kernel/inputs.ts";
import { lockCustomer } from "./lock.ts";

/** Reason and proof, or the end of it. */
export const saveTaxExemptionInput = z
  .object({ customerId: z.uuid("invalid"), end: flag, reason: optionalLine(200), certificate: optionalLine(80) })
  .superRefine((input, context) => {
    if (input.end) return;
    for (const name of ["reason", "certificate"] as const)
      if (!input[name]) context.addIssue({ code: "custom", path: [name], message: "required" });
  });
export type SaveTaxExemptionInput = z.output<typeof saveTaxExemptionInput>;

const NONE = { taxExemption: null, taxCertificate: null };

/** An operator who has seen the proof says that a viewer is exempt from tax, or is no more. Invoices from now on bear it. @throws 404 `customer_unknown`. */
export function saveTaxExemption(input: SaveTaxExemptionInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const { id, taxExemption, taxCertificate } = await lockCustomer(tx, input.customerId);
    const after = input.end ? NONE : { taxExemption: input.reason, taxCertificate: input.certificate };
    await tx.customer.update({ where: { id }, data: { ...after, updatedAt: now() } });
    const action = input.end ? "customer.exemption_ended" : "customer.exempted";
    await recordAudit(tx, { actor, action, subjectType: "customer", subjectId: id, before: { taxExemption, taxCertificate }, after });
  });
}
