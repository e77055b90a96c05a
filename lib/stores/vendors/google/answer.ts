import type { androidpublisher_v3 } from "@googleapis/androidpublisher";
import { decimalsOf, isCurrency } from "#lib/kernel/currency.ts";
import { type Money, multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { StoreAnswer } from "../../store.ts";

type Purchase = androidpublisher_v3.Schema$SubscriptionPurchaseV2;
type Line = androidpublisher_v3.Schema$SubscriptionPurchaseLineItem;

/** Source: developers.google.com/android-publisher/api-ref/rest/v3/purchases.subscriptionsv2. What is canceled is paid until it expires. */
const STATUS: Record<string, StoreAnswer["status"]> = {
  SUBSCRIPTION_STATE_PENDING: "PENDING",
  SUBSCRIPTION_STATE_ACTIVE: "ACTIVE",
  SUBSCRIPTION_STATE_PAUSED: "PAUSED",
  SUBSCRIPTION_STATE_IN_GRACE_PERIOD: "GRACE",
  SUBSCRIPTION_STATE_ON_HOLD: "RETRY",
  SUBSCRIPTION_STATE_CANCELED: "ACTIVE",
  SUBSCRIPTION_STATE_EXPIRED: "EXPIRED",
  SUBSCRIPTION_STATE_PENDING_PURCHASE_CANCELED: "EXPIRED",
};
const NANOS = 1_000_000_000n;

/**
 * What Google knows of a purchase. Of several products it is the one that is paid for the longest; one that takes the place of another at the renewal is in it already, and not owned
 * yet: no order has paid for it. @throws on a state that Google did not have.
 */
export function answerOf(reference: string, purchase: Purchase, forTests: boolean): StoreAnswer {
  const status = STATUS[purchase.subscriptionState ?? ""];
  const lines = purchase.lineItems ?? [];
  const owned = lines.filter(({ latestSuccessfulOrderId }) => latestSuccessfulOrderId);
  const [line] = [...(owned.length > 0 ? owned : lines)].sort((a, b) => expiryOf(b) - expiryOf(a));
  if (!status || !line?.productId) throw new Error(`Google Play says ${purchase.subscriptionState} of ${line?.productId}`);
  return {
    reference,
    productId: line.productId,
    status,
    expiresAt: line.expiryTime ? new Date(line.expiryTime) : null,
    renews: lines.some(({ autoRenewingPlan }) => autoRenewingPlan?.autoRenewEnabled),
    account: purchase.externalAccountIdentifiers?.obfuscatedExternalAccountId ?? undefined,
    shared: false,
    test: Boolean(purchase.testPurchase) && !forTests,
    price: priceOf(line),
    replaces: purchase.linkedPurchaseToken ?? undefined,
    orderId: line.latestSuccessfulOrderId ?? undefined,
    awaitsReceipt: purchase.acknowledgementState === "ACKNOWLEDGEMENT_STATE_PENDING",
  };
}

function expiryOf({ expiryTime }: Line): number {
  return expiryTime ? new Date(expiryTime).getTime() : 0;
}

/** Whole units, and billionths of one. */
function priceOf({ autoRenewingPlan }: Line): Money | undefined {
  const { currencyCode: currency, units, nanos } = autoRenewingPlan?.recurringPrice ?? {};
  if (!currency || !isCurrency(currency)) return undefined;
  const billionths = BigInt(units ?? 0) * NANOS + BigInt(nanos ?? 0);
  return { minor: multiplyHalfAwayFromZero(billionths, 10n ** BigInt(decimalsOf(currency)), NANOS), currency };
}
