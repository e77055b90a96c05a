import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { chargeInvoice } from "#lib/billing/asking/charge-invoice.ts";
import { isByTransfer } from "#lib/billing/parts/by-transfer.ts";
import { methodsInUse } from "#lib/billing/parts/put-in-use.ts";
import { transaction } from "#lib/db/transaction.ts";
import { attemptNow } from "#lib/invoices/attempts.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { UNDER_WAY } from "#lib/payments/state.ts";
import { lockUnpaid } from "./hold-collection.ts";

export const collectNowInput = z.object({ invoiceId: z.uuid("invalid") });
export type CollectNowInput = z.output<typeof collectNowInput>;

/**
 * Charges an unpaid invoice now, whatever the days of its tries and whether they are held. What came of it stands on the invoice.
 * @throws 404 `invoice_unknown`, 409 `invoice_closed`, `payment_in_progress`, `no_method` where its payer has no way to pay that can be charged.
 */
export async function collectNow({ invoiceId }: CollectNowInput, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const invoice = await lockUnpaid(tx, invoiceId);
    if ((await tx.transaction.count({ where: { invoiceId, status: { in: UNDER_WAY } } })) > 0) throw conflict("payment_in_progress");
    const owing = invoice.subscriptionId
      ? await tx.subscription.findUnique({ where: { id: invoice.subscriptionId }, include: { paymentMethod: true } })
      : null;
    if ((owing && isByTransfer(owing)) || (await methodsInUse(tx, invoice.customerId)).length === 0) throw conflict("no_method");
    await attemptNow(tx, { id: invoiceId });
    await recordAudit(tx, { actor, action: "invoice.tried", subjectType: "invoice", subjectId: invoiceId });
  });
  await chargeInvoice(invoiceId, sourceOf(actor));
}
