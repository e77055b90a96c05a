import type { JWSRenewalInfoDecodedPayload, JWSTransactionDecodedPayload } from "@apple/app-store-server-library";
import { decimalsOf, isCurrency } from "#lib/kernel/currency.ts";
import { type Money, multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { StoreAnswer } from "../../store.ts";

/** Source: developer.apple.com/documentation/appstoreserverapi/status. */
const STATUS: Record<number, StoreAnswer["status"]> = { 1: "ACTIVE", 2: "EXPIRED", 3: "RETRY", 4: "GRACE", 5: "REVOKED" };
const WILL_RENEW = 1;

/** What Apple's last transaction of a subscription, and what it knows of the next one, say. @throws on a status that Apple did not have. */
export function answerOf(
  reference: string,
  status: number | undefined,
  transaction: JWSTransactionDecodedPayload,
  renewal: JWSRenewalInfoDecodedPayload,
  ownEnvironment: string,
): StoreAnswer {
  const known = STATUS[status ?? 0];
  if (!known || !transaction.productId) throw new Error(`The App Store says status ${status} of ${transaction.productId}`);
  const paidUntil = known === "GRACE" ? renewal.gracePeriodExpiresDate : transaction.expiresDate;
  return {
    reference,
    productId: transaction.productId,
    status: known,
    expiresAt: paidUntil === undefined ? null : new Date(paidUntil),
    renews: renewal.autoRenewStatus === WILL_RENEW,
    account: transaction.appAccountToken,
    shared: transaction.inAppOwnershipType === "FAMILY_SHARED",
    test: transaction.environment !== ownEnvironment,
    price: priceOf(transaction),
    orderId: transaction.transactionId,
    awaitsReceipt: false,
  };
}

/** Apple's prices are thousandths of the currency. */
function priceOf({ price, currency }: JWSTransactionDecodedPayload): Money | undefined {
  if (price === undefined || !currency || !isCurrency(currency)) return undefined;
  return { minor: multiplyHalfAwayFromZero(BigInt(price), 10n ** BigInt(decimalsOf(currency)), 1000n), currency };
}
