import { afterAll, expect, it } from "vitest";
import { mollieGateway } from "#lib/payments/gateways/mollie/gateway.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { checkoutOf, succeeded } from "./gateway-contract.ts";

const server = await startMollieServer();
afterAll(() => server.close());
const gateway = mollieGateway({ apiKey: server.apiKey, apiBase: server.url });

it.each([
  ["ideal", { kind: "bank", brand: "ideal", last4: "4300", country: "NL" }],
  ["eps", { kind: "bank", brand: "eps", last4: "3201", country: "AT" }],
  ["blik", { kind: "bank", brand: "blik", country: "PL" }],
  ["paypal", { kind: "wallet", brand: "paypal", country: undefined }],
] as const)("what was paid once with %s is told as that, and that it cannot be charged again", async (method, expected) => {
  const request = checkoutOf({ saveMethod: false });
  const { reference } = await gateway.startCheckout(request);
  server.world.pay(reference, method);
  const outcome = await gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {} });
  expect(succeeded(outcome).method).toEqual({ reference, once: true, customerReference: undefined, ...expected });
  expect(server.faults).toEqual([]);
});
