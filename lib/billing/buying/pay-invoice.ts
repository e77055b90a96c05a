import { z } from "zod";
import { openCheckout } from "#lib/billing/asking/open-checkout.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { paymentOf } from "#lib/billing/parts/payment-of.ts";
import { checkoutParts } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { staysOwed } from "#lib/billing/parts/stays-owed.ts";
import { payShare } from "#lib/billing/settling/pay-from-balance.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Invoice, Subscription } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { flag } from "#lib/kernel/inputs.ts";
import type { Money } from "#lib/kernel/money.ts";
import { lockWaitingTry } from "#lib/payments/lock.ts";
import type { Purchase } from "#lib/payments/offered-gateways.ts";
import { giveUpTry } from "#lib/payments/record-outcome.ts";
import { UNSETTLED } from "#lib/payments/state.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { type Access, goesOn, hasEnded, type Renews } from "#lib/subscriptions/state.ts";
import { lockBalance } from "#lib/wallet/lock.ts";

export const payInvoiceInput = z.object({
  invoiceId: z.uuid("invalid"),
  /** Unused where the balance pays all of it. */
  gateway: z.string("required").max(40),
  /** Leaves the page that is open, or the bank's question, and begins again. */
  anew: flag.optional(),
});
export type PayInvoiceInput = z.output<typeof payInvoiceInput>;

/**
 * The viewer pays an overdue invoice: first from their balance, what is left at the gateway's page; the method they use there is saved where something comes.
 * Returns where to send them: to what waits for them already (an open page, their bank's question), unless `anew`. @throws 404 for another's invoice, 409 `invoice_closed`, `payment_in_progress`,
 * or `subscription_ended`: nothing is taken for what has ended, also where no worker has looked.
 */
export async function payInvoice({ invoiceId, gateway, anew }: PayInvoiceInput, customer: Customer, ip: string | null): Promise<string> {
  const settings = await getSettings();
  const opened = await transaction(async (tx) => {
    const own = await tx.invoice.findFirst({
      relationLoadStrategy: "join",
      where: { id: invoiceId, customerId: customer.id, number: { not: null } },
      select: { customer: { select: { balances: { where: { amount: { gt: 0 } } } } } },
    });
    if (!own) throw notFound("invoice_unknown");
    const waiting = await lockWaitingTry(tx, invoiceId);
    const payer = own.customer.balances.length > 0 ? await lockCustomer(tx, customer.id) : null;
    const invoice = await lockInvoice(tx, invoiceId);
    const subscription = invoice.subscriptionId ? await lockSubscription(tx, invoice.subscriptionId) : null;
    const obstacle = payingObstacle({ ...invoice, subscription }, settings);
    if (obstacle) throw conflict(obstacle);
    const held = payer ? await lockBalance(tx, customer.id, invoice.currency) : 0n;
    const share = balanceShare({ minor: balanceOf(invoice), currency: invoice.currency }, held, settings);
    const due = balanceOf(invoice) - share;
    const paying = payingOf({ ...invoice, subscription }, { minor: due, currency: invoice.currency });
    if (due > 0n) requireGateway(gateway, settings, paying);
    const open = await tx.transaction.findFirst({
      where: { invoiceId, kind: "CHARGE", status: { in: UNSETTLED } },
    });
    if (due > 0n && open?.actionUrl && open.gateway === gateway && open.amount === due && !(anew && waiting)) return open.id;
    if (waiting) await giveUpTry(tx, waiting, "replaced", "account");
    if (payer) await payShare(tx, invoice, payer, share, "account", settings);
    if (due === 0n) return null;
    const created = await openPayment(tx, {
      ...(await paymentOf(tx, await lockInvoice(tx, invoiceId), customer, due, ip)),
      source: "account",
      gateway,
      request: await checkoutParts(tx, gateway, customer, { invoiceId, saves: paying.saves }, settings),
    });
    return created.id;
  });
  return opened ? openCheckout(opened) : `/checkout/return?invoice=${invoiceId}`;
}

type Paid = Pick<Invoice, "buyer" | "customerId"> & { subscription: (Renews & Pick<Subscription, "payerId" | "planId">) | null };

/**
 * What is paid where an invoice is, for the choice of gateways: by whoever it was issued to. What they pay with is kept where the subscription goes on and they pay for it
 * next time, too; by hand it may be paid all the same.
 */
export function payingOf({ buyer, customerId, subscription }: Paid, amount: Money): Purchase {
  const saves = subscription !== null && goesOn(subscription) && subscription.payerId === customerId;
  return { amount, saves, country: (buyer as { country?: string }).country, planId: subscription?.planId };
}

/** Why nothing is taken for an invoice now; null where it may be paid. */
export function payingObstacle(
  { status, subscription, ...days }: Pick<Invoice, "status" | "dueAt" | "issuedAt"> & { subscription: Access | null },
  { dunning }: Pick<Settings, "dunning">,
): "invoice_closed" | "subscription_ended" | null {
  if (status !== "OPEN") return "invoice_closed";
  return subscription && hasEnded(subscription, now(), dunning) && !staysOwed(days, subscription) ? "subscription_ended" : null;
}
