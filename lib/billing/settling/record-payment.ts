import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { TAKES_MONEY } from "#lib/invoices/state.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { requiredText, typedAmount } from "#lib/kernel/inputs.ts";
import { lockExpectedTry, lockSent } from "#lib/payments/lock.ts";
import { nameReceived } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockReceiving, openReceived } from "./open-received.ts";
import { settle } from "./settle-payment.ts";

export const recordPaymentInput = z.object({
  invoiceId: z.uuid("invalid"),
  /** In minor units of the invoice's currency; at most what is left to pay. */
  amount: z.bigint().positive("invalid"),
  means: z.enum(["bank", "cash", "cheque"]),
  /** What the bank's statement or the receipt calls it: one payment is recorded once. */
  reference: requiredText(200),
});

/** The same with the amount as typed, in the invoice's currency. */
export const recordTypedPaymentInput = recordPaymentInput
  .extend({ amount: requiredText(20), currency: z.string("invalid") })
  .transform(({ currency, ...typed }, context) => {
    const amount = typedAmount(typed.amount, currency);
    if (amount) return { ...typed, amount };
    context.addIssue({ code: "custom", path: ["amount"], message: "invalid_amount" });
    return z.NEVER;
  });

export type RecordPaymentInput = z.output<typeof recordPaymentInput>;

/**
 * Money that came by another way than a gateway's: it is counted to its invoice like any other payment, whole or in part. What the viewer was told to pay by
 * themselves, and to the unit, settles that very payment, also when its order was closed meanwhile; any other page that waits for them is given up for it.
 * Returns the payment.
 * @throws 404 `invoice_unknown`, 409 `invoice_closed`, `payment_recorded` (field `reference`), `payment_in_progress` while a charge is under way,
 * `payment_too_large`, and `payment_in_part` for an order that is not paid yet (both at `amount`).
 */
export async function recordPayment(input: RecordPaymentInput, actor: Actor): Promise<Transaction> {
  const settings = await getSettings();
  return transaction((tx) => receivePayment(tx, input, actor, settings));
}

/** The same within the caller's database transaction. */
export async function receivePayment(tx: Tx, input: RecordPaymentInput, actor: Actor, settings: Settings): Promise<Transaction> {
  const received = await receive(tx, input, actor);
  await recordAudit(tx, {
    actor,
    action: "transaction.recorded",
    subjectType: "transaction",
    subjectId: received.id,
    after: { ...input, number: received.number },
  });
  return settle(tx, received, { status: "succeeded", paymentReference: input.reference }, sourceOf(actor), settings);
}

async function receive(tx: Tx, { invoiceId, amount, means, reference }: RecordPaymentInput, actor: Actor): Promise<Transaction> {
  const found = await tx.invoice.findUnique({ where: { id: invoiceId, kind: "INVOICE" }, select: { customerId: true } });
  if (!found) throw notFound("invoice_unknown");
  await lockSent(tx, found.customerId);
  const expected = await lockExpectedTry(tx, invoiceId, amount);
  const receiving = await lockReceiving(tx, invoiceId, found.customerId);
  const { waiting, invoice } = receiving;
  if (!TAKES_MONEY.includes(invoice.status) && !(expected && invoice.status === "VOID" && invoice.number === null))
    throw conflict("invoice_closed");
  await refuseKnown(tx, reference, expected);
  if (expected) return nameReceived(tx, expected, { methodKind: means });
  // What an order brings is given when it is paid whole; an invoice in part would be left with nothing.
  if (invoice.number === null && amount < balanceOf(invoice)) throw new DomainError("payment_in_part", { status: 409, field: "amount" });
  const gatewayReference = waiting?.gatewayReference === reference ? undefined : reference;
  return openReceived(tx, receiving, { amount, gateway: MANUAL, gatewayReference, methodKind: means, field: "amount" }, sourceOf(actor));
}

/** One payment is recorded once, whether it settled what was waited for or not. */
export async function refuseKnown(tx: Tx, reference: string, expected: Transaction | null): Promise<void> {
  const OR = [{ gatewayReference: reference, status: "SUCCEEDED" as const }, { paymentReference: reference }];
  const known = await tx.transaction.count({ where: { gateway: MANUAL, OR, NOT: { id: expected?.id } } });
  if (known > 0) throw new DomainError("payment_recorded", { status: 409, field: "reference" });
}

/** As the gateway of what people record. */
export const MANUAL = "manual";
