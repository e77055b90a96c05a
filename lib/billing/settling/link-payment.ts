import { z } from "zod";
import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { GatewayDifference, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { TAKES_MONEY } from "#lib/invoices/state.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import type { Money } from "#lib/kernel/money.ts";
import { settingValues } from "#lib/kernel/setting-fields.ts";
import { ask } from "#lib/payments/ask.ts";
import type { PaymentOutcome, Succeeded } from "#lib/payments/gateway.ts";
import { noteDecision } from "#lib/payments/note-decision.ts";
import { gateway } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockReceiving, openReceived } from "./open-received.ts";
import { followUp } from "./record-adjustments.ts";
import { settle } from "./settle-payment.ts";

export const linkPaymentInput = z.object({
  differenceId: z.uuid("invalid"),
  /** The invoice's number. */
  invoice: requiredText(60).transform((number) => number.toUpperCase()),
});
export type LinkPaymentInput = z.output<typeof linkPaymentInput>;

type Paid = Succeeded & { amount: Money };

/**
 * Counts a payment that was found at a gateway, and that we did not know, to an invoice: as the gateway has it now, whole, by the one door to "paid". What
 * was given back or disputed of it since follows. Its method is not saved: nobody agreed to that here. Returns the payment.
 * @throws 409 `difference_decided`, `gateway_unavailable`, `payment_not_found` when the gateway does not say that it is paid, and at the field `invoice`:
 * `invoice_unknown`, `invoice_closed`, `payment_other_currency`, `payment_too_large`; `payment_in_progress` while a charge is under way.
 */
export async function linkPayment({ differenceId, invoice }: LinkPaymentInput, actor: Actor): Promise<Transaction> {
  const found = await db.gatewayDifference.findUnique({ where: { id: differenceId, kind: "PAYMENT_UNKNOWN", decidedAt: null } });
  if (!found) throw conflict("difference_decided");
  const outcome = await look(found);
  if (outcome.status !== "succeeded" || !outcome.amount) throw conflict("payment_not_found");
  const { method: _, ...paid } = { ...outcome, amount: outcome.amount };
  const linked = await count(found, paid, invoice, actor);
  await followUp(linked, outcome, "operator");
  return linked;
}

async function look({ gateway: id, subject: reference }: GatewayDifference): Promise<PaymentOutcome> {
  const plugin = gateway(id);
  if (!plugin) throw new DomainError("gateway_unavailable", { status: 409 });
  return ask(plugin, "CHARGE", () =>
    plugin.lookUp({ kind: "CHARGE", transactionId: newId(), reference, settings: settingValues(plugin.settings, {}) }),
  );
}

async function count(found: GatewayDifference, paid: Paid, invoice: string, actor: Actor): Promise<Transaction> {
  const settings = await getSettings();
  return transaction(async (tx) => {
    const opened = await openFound(tx, found, paid, invoice, actor);
    await noteDecision(tx, found.id, { decision: "LINKED", transactionId: opened.id }, actor);
    return settle(
      tx,
      opened,
      { ...paid, reference: found.subject, paymentReference: paid.paymentReference ?? found.subject },
      sourceOf(actor),
      settings,
    );
  });
}

async function openFound(
  tx: Tx,
  { gateway, subject }: GatewayDifference,
  { amount }: Paid,
  number: string,
  actor: Actor,
): Promise<Transaction> {
  const named = await tx.invoice.findUnique({ where: { number, kind: "INVOICE" }, select: { id: true, customerId: true } });
  if (!named) throw refused("invoice_unknown");
  const receiving = await lockReceiving(tx, named.id, named.customerId);
  const { invoice } = receiving;
  if (!TAKES_MONEY.includes(invoice.status)) throw refused("invoice_closed");
  if (invoice.currency !== amount.currency) throw refused("payment_other_currency");
  return openReceived(tx, receiving, { amount: amount.minor, gateway, gatewayReference: subject, field: "invoice" }, sourceOf(actor));
}

function refused(code: "invoice_unknown" | "invoice_closed" | "payment_other_currency"): DomainError {
  return new DomainError(code, { status: 409, field: "invoice" });
}
