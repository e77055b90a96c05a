import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { changeInvoiceDraft } from "#lib/billing/parts/change-invoice.ts";
import { changeOrder } from "#lib/billing/parts/change-order.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { methodToCharge } from "#lib/billing/parts/put-in-use.ts";
import { chargeParts, checkoutParts } from "#lib/billing/parts/request-parts.ts";
import { requireCharging, requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { payerOf } from "#lib/billing/parts/snapshots.ts";
import { payOrderFromBalance } from "#lib/billing/settling/pay-from-balance.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import { taxOf } from "#lib/invoices/credit-note-amounts.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { PreparedChange } from "./prepare-change.ts";
import type { Changing } from "./target.ts";

type Request = { prepared: PreparedChange; terms: string; gateway?: string };

/**
 * Writes down a change that is paid first: its order, its invoice and the payment, before a gateway is asked. It takes the place of one that waits. Paid with
 * the method that the subscription renews with, else on a page of `gateway`; null: from the balance, whole, so that it is made. @throws 409 `method_missing` where an operator has nothing to charge, the refusals of the gateway.
 */
export async function orderChange(
  tx: Tx,
  changing: Changing,
  { prepared, terms, gateway }: Request,
  actor: Actor,
  settings: Settings,
): Promise<{ orderId: string; transactionId: string } | null> {
  const { agreed, price, name, fromBalance } = prepared;
  const { payer, id: subscriptionId } = changing;
  const waiting = await tx.order.findMany({ where: { subscriptionId, kind: "CHANGE", status: "OPEN" }, select: { id: true } });
  for (const { id } of waiting) await abandonOrder(tx, id, sourceOf(actor));
  const held = fromBalance === price.due;
  const amount = held ? price.due : price.due - fromBalance;
  const method = gateway || held ? null : await methodToCharge(tx, changing);
  if (!method && !held && actor.kind !== "VIEWER") throw conflict("method_missing");
  const { currency } = agreed.contract;
  const paidBy = held
    ? BALANCE
    : method
      ? requireCharging(method.gateway, { minor: amount, currency }).id
      : requireGateway(gateway ?? "", settings, {
          amount: { minor: amount, currency },
          renews: true,
          country: payer.country,
          planId: agreed.planId,
        }).id;
  const orderId = newId();
  // Something is due, so a charge takes up all credits, or none: those of another currency.
  const [credits, surplus] = price.surplus === 0n ? [price.credits, []] : [[], price.credits];
  const lines = [...price.charges, ...credits];
  const prorated = agreed.time === "prorated";
  const period = { start: prorated ? (price.charges[0].periodStart ?? null) : null, end: prorated ? changing.currentPeriodEnd : null };
  const invoice = changeInvoiceDraft({ subscriptionId, payer, currency, treatment: price.treatment, lines, period, orderId }, settings);
  const order = {
    id: orderId,
    kind: "CHANGE" as const,
    customerId: payer.id,
    subscriptionId,
    planId: agreed.planId,
    priceId: agreed.priceId,
    currency,
    gateway: paidBy,
    quote: changeOrder({ change: agreed, surplus, paidIn: changing.currency, regular: price.regular.total }),
    terms,
    consentAt: now(),
    createdAt: now(),
  };
  const opened = await openPayment(
    tx,
    {
      kind: "CHARGE",
      source: actor.kind === "VIEWER" ? "account" : "operator",
      gateway: paidBy,
      customerId: payer.id,
      payer: payerOf(payer, actor.ip ?? null),
      currency,
      amount,
      tax: taxInPayment({ total: price.due, tax: taxOf(lines), paid: 0n }, amount),
      invoiceId: invoice.id,
      orderId,
      subscriptionId,
      planId: agreed.planId,
      planName: name,
      couponCode: agreed.contract.couponCode,
      paymentMethodId: method?.id,
      methodKind: method?.kind,
      brand: method?.brand,
      last4: method?.last4,
      request: held
        ? undefined
        : method
          ? chargeParts(method, { orderId }, settings)
          : await checkoutParts(tx, paidBy, payer, { orderId, renews: true }, settings),
    },
    { Order: [order], ...invoice.rows },
  );
  if (!held) return { orderId, transactionId: opened.id };
  await payOrderFromBalance(tx, opened, sourceOf(actor), settings);
  return null;
}
