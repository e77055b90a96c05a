import { expireUnpaid } from "#lib/billing/ending/expire-unpaid.ts";
import { markOverdue } from "#lib/billing/ending/mark-overdue.ts";
import { writeOff } from "#lib/billing/ending/write-off.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { chargeOf, paymentOf } from "#lib/billing/parts/payment-of.ts";
import { methodsInUse, ownMethod } from "#lib/billing/parts/put-in-use.ts";
import { staysOwed } from "#lib/billing/parts/stays-owed.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import type { Customer, Invoice, PaymentMethod, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { takeAttempt } from "#lib/invoices/attempts.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Source } from "#lib/kernel/source.ts";
import { ask } from "#lib/payments/ask.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import { isHanging } from "#lib/payments/hanging.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";
import { giveUpTry } from "#lib/payments/record-outcome.ts";
import { gateway, INTERNAL } from "#lib/payments/registry.ts";
import type { ChargeParts } from "#lib/payments/request-parts.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { hasEnded, LIVE } from "#lib/subscriptions/state.ts";

/**
 * Charges the saved method for an open invoice that is due, through the same door as every payment.
 * The invoice's `nextAttemptAt` is the schedule: it is taken in the transaction that opens the charge, so however many workers call this, one charges.
 * One whose gateway hangs stays due. Returns whether anything was done.
 */
export async function chargeInvoice(invoiceId: string, source: Source): Promise<boolean> {
  const settings = await getSettings();
  const opened = await transaction(async (tx) => {
    const waiting = await lockWaitingTry(tx, invoiceId);
    const invoice = await lockInvoice(tx, invoiceId);
    if (invoice.status !== "OPEN" || !invoice.nextAttemptAt || invoice.nextAttemptAt > now()) return false;
    if (await isOver(tx, invoice, source, settings)) return true;
    const due = balanceOf(invoice);
    const method = due > 0n ? await methodFor(tx, invoice) : null;
    if (method && isHanging(method.gateway)) return false;
    // A try that waits for the viewer gives way to a new one. Should it be paid after all, settle-payment gives the surplus back.
    if (waiting) await giveUpTry(tx, waiting, "replaced", source);
    if (due > 0n && !method) {
      await markOverdue(tx, invoice, { transaction: null, final: false }, settings);
      return true;
    }
    await takeAttempt(tx, invoice);
    return openCharge(tx, invoice, method, source, settings);
  });
  if (typeof opened === "boolean") return opened;
  await applyOutcome(opened.id, await requestCharge(opened), source);
  return true;
}

/** Nothing is charged for what has ended, or ran out while no worker looked: it is written off, unless it stays owed. */
async function isOver(tx: Tx, invoice: Invoice, source: Source, settings: Settings): Promise<boolean> {
  const { id, subscriptionId } = invoice;
  const subscription = subscriptionId ? await lockSubscription(tx, subscriptionId) : null;
  if (!subscription || !hasEnded(subscription, now(), settings.dunning) || staysOwed(invoice, subscription)) return false;
  if (LIVE.includes(subscription.status) && !subscription.cancelAtPeriodEnd) await expireUnpaid(tx, subscription, settings);
  else await writeOff(tx, id, "ended", source);
  return true;
}

type Charge = Pick<Transaction, "id" | "gateway" | "amount" | "currency" | "customerId" | "email" | "name"> & {
  planName?: string | null;
  request?: unknown;
};

/** Asks the gateway for a charge that is written down. Asking again charges nothing twice. */
export async function requestCharge(charge: Charge): Promise<PaymentOutcome> {
  if (charge.gateway === INTERNAL) return { status: "succeeded" };
  const plugin = gateway(charge.gateway);
  if (!plugin) return { status: "unknown", reason: "gateway_unavailable" };
  const { id, amount, currency, customerId, email, name, planName } = charge;
  const parts = charge.request as ChargeParts;
  return ask(plugin, "CHARGE", () =>
    plugin.chargeSaved({
      transactionId: id,
      amount: { minor: amount, currency },
      description: planName ?? "",
      payer: { id: customerId, email, name, reference: parts.method.customerReference },
      ...parts,
    }),
  );
}

/** The subscription's method if it is the payer's, else their default one; none of a company that pays by transfer, or of who has chosen to for this plan. */
async function methodFor(tx: Tx, { subscriptionId, customerId }: Invoice): Promise<PaymentMethod | null> {
  const { termDays } = await tx.customer.findUniqueOrThrow({ where: { id: customerId }, select: { termDays: true } });
  if (termDays !== null) return null;
  const subscription = subscriptionId
    ? await tx.subscription.findUnique({ where: { id: subscriptionId }, include: { paymentMethod: true } })
    : null;
  const own = subscription && ownMethod(subscription, customerId);
  if (own) return own;
  if (subscription?.transferId) return null;
  return (await methodsInUse(tx, customerId))[0] ?? null;
}

async function openCharge(
  tx: Tx,
  invoice: Invoice,
  method: PaymentMethod | null,
  source: Source,
  settings: Settings,
): Promise<Transaction> {
  const customer: Customer = await tx.customer.findUniqueOrThrow({ where: { id: invoice.customerId } });
  return openPayment(tx, chargeOf(await paymentOf(tx, invoice, customer, balanceOf(invoice)), method, source, settings));
}
