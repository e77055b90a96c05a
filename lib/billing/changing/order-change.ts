import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { changeInvoiceDraft } from "#lib/billing/parts/change-invoice.ts";
import { changeOrder } from "#lib/billing/parts/change-order.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { methodsInUse } from "#lib/billing/parts/put-in-use.ts";
import { chargeParts, checkoutParts } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { payerOf } from "#lib/billing/parts/snapshots.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { taxOf } from "#lib/invoices/credit-note-amounts.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { PreparedChange } from "./prepare-change.ts";
import type { Changing } from "./target.ts";

type Request = { prepared: PreparedChange; terms: string; gateway?: string };

/**
 * Writes down a change that is paid first: its order, its invoice and the payment, before a gateway is asked. It takes the place of one that waits. Paid with
 * the method that the subscription renews with, else on a page of `gateway`. @throws 409 `method_missing` where an operator has nothing to charge, the refusals of the gateway.
 */
export async function orderChange(
  tx: Tx,
  changing: Changing,
  { prepared, terms, gateway }: Request,
  actor: Actor,
  settings: Settings,
): Promise<{ orderId: string; transactionId: string }> {
  const { agreed, price, name } = prepared;
  const { payer, id: subscriptionId } = changing;
  const waiting = await tx.order.findMany({ where: { subscriptionId, kind: "CHANGE", status: "OPEN" }, select: { id: true } });
  for (const { id } of waiting) await abandonOrder(tx, id, sourceOf(actor));
  const method = gateway ? null : await methodOf(tx, changing);
  if (!method && actor.kind !== "VIEWER") throw conflict("method_missing");
  const { currency } = agreed.contract;
  const found = requireGateway(method?.gateway ?? gateway ?? "", settings, { amount: { minor: price.due, currency }, renews: true });
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
    gateway: found.id,
    quote: changeOrder({ change: agreed, surplus, paidIn: changing.currency, regular: price.regular.total }),
    terms,
    consentAt: now(),
    createdAt: now(),
  };
  const { id: transactionId } = await openPayment(
    tx,
    {
      kind: "CHARGE",
      source: actor.kind === "VIEWER" ? "account" : "operator",
      gateway: found.id,
      customerId: payer.id,
      payer: payerOf(payer, actor.ip ?? null),
      currency,
      amount: price.due,
      tax: taxOf(lines),
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
      request: method ? chargeParts(method, { orderId }, settings) : await checkoutParts(tx, found.id, payer, { orderId }, settings),
    },
    { Order: [order], ...invoice.rows },
  );
  return { orderId, transactionId };
}

/** What the subscription renews with, else the payer's default. */
async function methodOf(tx: Tx, { paymentMethodId, payerId }: Changing): Promise<PaymentMethod | null> {
  const saved = await methodsInUse(tx, payerId);
  return saved.find(({ id }) => id === paymentMethodId) ?? saved[0] ?? null;
}
