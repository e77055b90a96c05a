import type { Customer, PaymentMethod, TransactionKind } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import { isSaved, type Purchase } from "#lib/payments/offered-gateways.ts";
import { gateway, gatewaySettings } from "#lib/payments/registry.ts";
import type { ChargeParts, CheckoutParts } from "#lib/payments/request-parts.ts";
import { webhookUrl } from "#lib/payments/webhook-url.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** What the return page is told: the order, the invoice that is paid from the account, the top-up, or the saving of a method. */
type ReturnsTo = { id?: string; orderId?: string | null; invoiceId?: string | null; kind?: TransactionKind };

type SetNow = Pick<Settings, "gateways">;

/** Where it leads back to, and whether what is paid with there is kept for what comes: of a `Purchase`, as it is offered. */
type PageOf = ReturnsTo & Pick<Purchase, "renews" | "saves">;

export function returnPath({ id, orderId, invoiceId, kind }: ReturnsTo): string {
  if (orderId) return `/checkout/return?order=${orderId}`;
  return `/checkout/return?${invoiceId ? `invoice=${invoiceId}` : kind === "CHARGE" ? `top-up=${id}` : `method=${id}`}`;
}

/** Our page for a vendor's form, should it have one. */
export function formPath(transactionId: string): string {
  return `/checkout/pay/${transactionId}`;
}

/** What a payment page is asked for with, as it is now. */
export async function checkoutParts(tx: Tx, gatewayId: string, payer: Customer, of: PageOf, settings: SetNow): Promise<CheckoutParts> {
  // All of them, for a viewer has few: with a limit PostgreSQL would plan the statement anew for each order (lib/db/prepared.ts).
  const [known] = await tx.paymentMethod.findMany({
    where: { customerId: payer.id, gateway: gatewayId, customerReference: { not: null } },
    orderBy: { createdAt: "desc" },
    select: { customerReference: true },
  });
  return checkoutPartsFor({ locale: payer.locale, customerReference: known?.customerReference ?? null }, gatewayId, of, settings);
}

/** The same for a payer of whom it is known how the gateway knows them. */
export function checkoutPartsFor(
  { locale, customerReference }: Pick<Customer, "locale"> & { customerReference: string | null },
  gatewayId: string,
  of: PageOf,
  settings: SetNow,
): CheckoutParts {
  const returnUrl = `${env().APP_URL}${returnPath(of)}`;
  const opened = gateway(gatewayId);
  return {
    saveMethod: opened ? isSaved(opened, of) : false,
    locale,
    returnUrl,
    cancelUrl: `${returnUrl}&canceled=1`,
    webhookUrl: webhookUrl(gatewayId),
    settings: gatewaySettings(gatewayId, settings),
    payerReference: customerReference ?? undefined,
  };
}

/** What a saved method is charged with, as it is now. */
export function chargeParts({ gateway, reference, customerReference }: PaymentMethod, of: ReturnsTo, settings: SetNow): ChargeParts {
  return {
    method: { reference, customerReference: customerReference ?? undefined },
    returnUrl: `${env().APP_URL}${returnPath(of)}`,
    webhookUrl: webhookUrl(gateway),
    settings: gatewaySettings(gateway, settings),
  };
}
