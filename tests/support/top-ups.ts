import { expect } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { buyTopUp } from "#lib/billing/buying/buy-top-up.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { aPlan, CARDS, changeSettings } from "./shop.ts";

export const finance = { kind: "OPERATOR", name: "Finance" } as const;
export const offer = (most: string | null = null) => changeSettings("balance", { topUps: { EUR: { amounts: ["1000", "2500"], most } } });
export const held = async ({ id }: Customer) => (await walletOf(id)).balances[0]?.minor ?? 0n;
export const causes = async ({ id }: Customer) => (await walletOf(id)).history.map(({ cause, amount }) => [cause, amount]);

/** A viewer chooses an amount, up to the payment page. */
export async function choose(viewer: Customer, amount: bigint) {
  const { id } = await buyTopUp({ currency: "EUR", amount, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await db.transaction.findUniqueOrThrow({ where: { id } });
  const pay = async (card = CARDS.ok) => {
    await completeSandboxCheckout(gatewayReference!, card);
    return confirmReturn({ topUpId: id }, viewer);
  };
  return { id, pay };
}
export async function payIn(viewer: Customer, amount: bigint): Promise<string> {
  const { id, pay } = await choose(viewer, amount);
  expect(await pay()).toMatchObject({ status: "paid" });
  return id;
}

/** Buys for 10.00, of which so much comes from the balance. */
export async function buys(viewer: Customer, fromBalance: bigint) {
  const { price } = await aPlan();
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", customerId: viewer.id });
  const order = { customer: viewer, priceId: price.id, currency: "EUR", gateway: "sandbox", consent: true as const };
  return buyPlan({ ...order, shown: writtenTerms(quote, viewer.id, fromBalance) });
}
export const giveBack = (transactionId: string, amount: bigint, to?: "balance") =>
  refundPayment({ transactionId, amount, reason: "asked for", to }, finance);
