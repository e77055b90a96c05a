import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { optionalWholeNumber } from "#lib/kernel/inputs.ts";
import { lockCustomer } from "./lock.ts";

/** Left empty: no terms. */
export const savePaymentTermsInput = z.object({ customerId: z.uuid("invalid"), termDays: optionalWholeNumber(1, 90) });
export type SavePaymentTermsInput = z.output<typeof savePaymentTermsInput>;

/** Lets a customer pay renewals by transfer within so many days, or at once again. Invoices from now on bear it. @throws 404 `customer_unknown`. */
export function savePaymentTerms({ customerId, termDays }: SavePaymentTermsInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const { id, termDays: before } = await lockCustomer(tx, customerId);
    await tx.customer.update({ where: { id }, data: { termDays, updatedAt: now() } });
    const changed = { before: { termDays: before }, after: { termDays } };
    await recordAudit(tx, { actor, action: "customer.terms_set", subjectType: "customer", subjectId: id, ...changed });
  });
}
