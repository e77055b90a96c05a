import { z } from "zod";
import { openCheckout } from "#lib/billing/asking/open-checkout.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { checkoutParts } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { payerOf } from "#lib/billing/parts/snapshots.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";

export const addMethodInput = z.object({
  gateway: z.string("required").max(40),
  /** The method whose place the new one takes. */
  replaces: z.uuid("invalid").optional(),
});
export type AddMethodInput = z.output<typeof addMethodInput>;

type By = {
  /** Whose it will be; by a link, it is used in the transaction that opens the page, and not where that is refused. */
  customer: Customer | ((tx: Tx) => Promise<Customer>);
  /** account, or link: of one that an operator sent. */
  source: "account" | "link";
  ip: string | null;
};

/**
 * Opens the gateway's page where a viewer saves a way to pay; nothing is charged there. When it is saved it becomes what renewals are charged to,
 * and what is overdue is charged to it (settle-payment). Returns where to send the viewer.
 * @throws 404 `method_unknown` for another's, `gateway_unavailable`.
 */
export async function addMethod({ customer: whose, gateway: gatewayId, replaces, source, ip }: AddMethodInput & By): Promise<string> {
  const settings = await getSettings();
  const currency = settings.market.defaultCurrency;
  const { id } = await transaction(async (tx) => {
    const customer = typeof whose === "function" ? await whose(tx) : whose;
    // Whoever opens a link is shown nothing of the viewer, not even what is offered where they live.
    const country = source === "link" ? null : customer.country;
    const gateway = requireGateway(gatewayId, settings, { amount: { minor: 0n, currency }, renews: true, country });
    const replaced = replaces && (await tx.paymentMethod.findFirst({ where: { id: replaces, customerId: customer.id, detachedAt: null } }));
    if (replaces && !replaced) throw notFound("method_unknown");
    const id = newId();
    return openPayment(tx, {
      id,
      kind: "SETUP",
      source,
      gateway: gateway.id,
      customerId: customer.id,
      payer: payerOf(customer, ip),
      currency,
      amount: 0n,
      tax: 0n,
      invoiceId: null,
      replacesId: replaces,
      request: await checkoutParts(tx, gateway.id, customer, { id, renews: true }, settings),
    });
  });
  return openCheckout(id);
}
