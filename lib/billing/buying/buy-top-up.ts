import { z } from "zod";
import { openPage } from "#lib/billing/asking/open-checkout.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { checkoutParts } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { payerOf } from "#lib/billing/parts/snapshots.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { topUpChoices } from "#lib/wallet/top-up-choices.ts";

export const buyTopUpInput = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, "invalid_currency"),
  /** In minor units: one of those that are offered. */
  amount: z
    .string("top_up_missing")
    .regex(/^[1-9]\d{0,14}$/, "top_up_missing")
    .transform(BigInt),
  gateway: z.string("gateway_missing").max(40),
});
export type BuyTopUpInput = z.output<typeof buyTopUpInput>;

/**
 * A viewer pays money onto their balance: a payment without an invoice, for nothing is sold yet, and so without tax, which is due when the balance pays for something
 * (docs/decisions/0036). Returns where to send them. @throws 422 `top_up_not_offered` at `amount`, and the refusals of the gateway.
 */
export async function buyTopUp(
  { currency, amount, gateway: gatewayId }: BuyTopUpInput,
  viewer: Pick<Customer, "id">,
  ip: string | null,
): Promise<{ id: string; url: string }> {
  const settings = await getSettings();
  const opened = await transaction(async (tx) => {
    const customer = await lockCustomer(tx, viewer.id);
    const gateway = requireGateway(gatewayId, settings, { amount: { minor: amount, currency }, country: customer.country }).id;
    const offered = topUpChoices(currency, await lockBalance(tx, customer.id, currency), settings);
    if (!offered.some(({ minor }) => minor === amount)) throw new DomainError("top_up_not_offered", { field: "amount" });
    const id = newId();
    return openPayment(tx, {
      id,
      kind: "CHARGE",
      source: "account",
      gateway,
      customerId: customer.id,
      payer: payerOf(customer, ip),
      currency,
      amount,
      tax: 0n,
      invoiceId: null,
      planName: settings.brand.name, // what the payment page says that it is for
      request: await checkoutParts(tx, gateway, customer, { id, kind: "CHARGE" }, settings),
    });
  });
  return { id: opened.id, url: await openPage(opened) };
}
