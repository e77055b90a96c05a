import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { askedByTransfer } from "#lib/billing/parts/by-transfer.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { requiredText, typedAmount } from "#lib/kernel/inputs.ts";
import { lockSent } from "#lib/payments/lock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { receiveAhead } from "./receive-ahead.ts";
import { recordPaymentInput, refuseKnown } from "./record-payment.ts";

/** `amount`: as typed, in the subscription's currency; at most what was asked for. */
export const recordAheadInput = recordPaymentInput
  .omit({ invoiceId: true })
  .extend({ subscriptionId: z.uuid("invalid"), amount: requiredText(20), currency: z.string("invalid") })
  .transform(({ currency, ...typed }, context) => {
    const amount = typedAmount(typed.amount, currency);
    if (amount) return { ...typed, amount: { minor: amount, currency } };
    context.addIssue({ code: "custom", path: ["amount"], message: "invalid_amount" });
    return z.NEVER;
  });
export type RecordAheadInput = z.output<typeof recordAheadInput>;

/**
 * Money that came in cash, by cheque or by transfer for a period that is still to come, whole or in part: it is on its payer's balance until then.
 * @throws 404 `subscription_unknown`, 409 `nothing_asked` where it is not paid by transfer or its period is billed, `payment_recorded` (field `reference`), `payment_too_large` (field `amount`)
 */
export async function recordAhead({ subscriptionId, amount, means, reference }: RecordAheadInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const found = await tx.subscription.findUnique({ where: { id: subscriptionId }, select: { payerId: true } });
    if (!found) throw notFound("subscription_unknown");
    await lockSent(tx, found.payerId);
    await lockCustomer(tx, found.payerId);
    await refuseKnown(tx, reference, null);
    const asked = await askedByTransfer(tx, subscriptionId, settings);
    if (!asked || asked.invoice || asked.amount.currency !== amount.currency) throw conflict("nothing_asked");
    if (amount.minor > asked.amount.minor) throw new DomainError("payment_too_large", { status: 409, field: "amount" });
    const received = await receiveAhead(tx, { customerId: found.payerId, amount, means, reference, subscriptionId }, actor, settings);
    await recordAudit(tx, {
      actor,
      action: "transaction.recorded",
      subjectType: "transaction",
      subjectId: received.id,
      after: { subscriptionId, amount: amount.minor, means, reference, number: received.number },
    });
  });
}
