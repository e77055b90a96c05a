import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { lockCustomer } from "./lock.ts";
import { noteVatNumber } from "./note-vat-number.ts";
import { readVatNumber } from "./vat-number.ts";

export const askVatNumberInput = z.object({ customerId: z.uuid("invalid") });
export type AskVatNumberInput = z.output<typeof askVatNumberInput>;

/** Lets the registry be asked about a viewer's VAT number now. @throws 404 `customer_unknown`, 409 `vat_number_unreadable`. */
export function askVatNumber({ customerId }: AskVatNumberInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const { vatId } = await lockCustomer(tx, customerId);
    if (!vatId || !readVatNumber(vatId)) throw conflict("vat_number_unreadable");
    await noteVatNumber(tx, vatId);
    await recordAudit(tx, { actor, action: "vat_number.asked", subjectType: "customer", subjectId: customerId, after: { number: vatId } });
  });
}
