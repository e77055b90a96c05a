import type { CheckoutRequest, GatewayReference, PaymentGateway } from "#lib/payments/gateway.ts";
import type { PayPalServer } from "#tests/support/paypal-server.ts";
import { CARD, checkoutOf, succeeded } from "./gateway-contract.ts";

/** Who pays at PayPal's stand-in, and what the plug-in says of it; `at`: both, once they are there. */
export function payersOf(at: () => { server: PayPalServer; gateway: PaymentGateway }) {
  const look = (request: { transactionId: string }, reference: string, over: Partial<GatewayReference> = {}) =>
    at().gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {}, ...over });

  async function approve(account: string = CARD.ok, over: Partial<CheckoutRequest> = {}) {
    const request = checkoutOf(over);
    const { reference } = await at().gateway.startCheckout(request);
    at().server.world.approve(reference, account);
    return { request, reference };
  }

  async function pay(account?: string, over?: Partial<CheckoutRequest>) {
    const { request, reference } = await approve(account, over);
    return { request, reference, paid: succeeded(await look(request, reference)) };
  }

  const takenFor = (transactionId: string) =>
    [...at().server.world.captures.values()].filter(({ capture }) => capture.custom_id === transactionId);
  return { look, approve, pay, takenFor };
}
