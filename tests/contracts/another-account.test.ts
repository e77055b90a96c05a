import { expect, it } from "vitest";
import type { ChargeRequest, PaymentGateway } from "#lib/payments/gateway.ts";
import { METHOD_UNKNOWN, type SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { mollieGateway } from "#lib/payments/gateways/mollie/gateway.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { startPayPalServer } from "#tests/support/paypal-server.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";

type Account = { gateway: PaymentGateway; pay(reference: string): unknown; close(): Promise<unknown> };

/** Accounts at a vendor: each knows its own customers only. */
const OPEN: Record<string, () => Promise<Account>> = {
  async stripe() {
    const server = await startStripeServer();
    const gateway = stripeGateway({ secretKey: server.secretKey, apiBase: server.url });
    return { gateway, pay: (reference) => server.world.pay(reference, CARD.ok), close: () => server.close() };
  },
  async mollie() {
    const server = await startMollieServer();
    const gateway = mollieGateway({ apiKey: server.apiKey, apiBase: server.url });
    return { gateway, pay: (reference) => server.world.pay(reference, CARD.ok), close: () => server.close() };
  },
  async paypal() {
    const server = await startPayPalServer();
    const gateway = paypalGateway({ ...server.keys, apiBase: server.url });
    return { gateway, pay: (reference) => server.world.approve(reference, CARD.ok), close: () => server.close() };
  },
};

async function save({ gateway, pay }: Account): Promise<SavedMethod> {
  const request = checkoutOf();
  const { reference } = await gateway.startCheckout(request);
  await pay(reference);
  return succeeded(await gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {} })).method!;
}

/** Again with the same key, and by what was written down of the answer, as reconciliation does. */
async function answers({ gateway }: Account, request: ChargeRequest) {
  const first = await gateway.chargeSaved(request);
  const reference = "reference" in first ? first.reference : undefined;
  const { transactionId, settings } = request;
  const later = reference ? [await gateway.lookUp({ kind: "CHARGE", transactionId, reference, settings })] : [];
  return [first, await gateway.chargeSaved(request), ...later];
}

it.each(Object.keys(OPEN))(
  "with another account's keys a saved method of %s is unknown, not dead, and is charged again with its own",
  async (vendor) => {
    const [own, other] = [await OPEN[vendor](), await OPEN[vendor]()];
    try {
      const method = await save(own);
      for (const answer of await answers(other, chargeOf(method)))
        expect(answer).toMatchObject({ status: "declined", retry: "retry", code: METHOD_UNKNOWN, reason: expect.stringMatching(/./) });
      expect(await own.gateway.chargeSaved(chargeOf(method))).toMatchObject({ status: "succeeded" });
    } finally {
      await Promise.all([own.close(), other.close()]);
    }
  },
);
