import type { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/settle.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { openTransaction } from "#lib/payments/open-transaction.ts";
import { openCheckout } from "./open-checkout.ts";
import { checkoutParts } from "./request-parts.ts";

/** Takes an open order up again: the page that is still open, or a new try. Returns where to send the viewer. @throws 409 `order_closed`. */
export async function retryOrder(orderId: string): Promise<string> {
  const opened = await transaction(async (tx) => {
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: { invoices: { where: { kind: "INVOICE" } } } });
    await lockInvoice(tx, order.invoices[0].id);
    const last = await tx.transaction.findFirstOrThrow({
      where: { orderId, kind: { in: ["CHARGE", "SETUP"] } },
      orderBy: { number: "desc" },
    });
    if (order.status === "PAID" || last.status === "SUCCEEDED") return null;
    if (order.status !== "OPEN") throw conflict("order_closed");
    return last.settledAt ? (await openAgain(tx, last)).id : last.id;
  });
  return opened ? openCheckout(opened) : `/checkout/return?order=${orderId}`;
}

/** A new try for the same thing, of the same viewer; the one before stays as it was. */
async function openAgain(tx: Tx, last: Awaited<ReturnType<typeof db.transaction.findFirstOrThrow>>) {
  const { kind, gateway, customerId, currency, amount, tax, invoiceId, orderId, subscriptionId, planId, planName, couponCode, attempt } =
    last;
  const { name, email, phone, country, company, vatId, ip, ipCountry, address } = last;
  return openTransaction(tx, {
    kind,
    source: "checkout",
    gateway,
    customerId,
    currency,
    amount,
    tax,
    invoiceId,
    orderId,
    subscriptionId,
    planId,
    planName,
    couponCode,
    payer: { name, email, phone, country, company, vatId, ip, ipCountry, address: address as Prisma.InputJsonObject },
    attempt: attempt + 1,
    request: await checkoutParts(tx, gateway, await tx.customer.findUniqueOrThrow({ where: { id: customerId } }), { orderId }),
  });
}
