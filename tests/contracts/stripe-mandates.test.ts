import { expect, it, onTestFinished } from "vitest";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf, succeeded } from "./gateway-contract.ts";

const IDEAL = { type: "ideal", ideal: { bank: "rabobank", bic: "RABONL2U", generated_sepa_debit: "pm_sepa", iban_last4: "4300" } };
const BANCONTACT = { type: "bancontact", bancontact: { bic: null, generated_sepa_debit: { id: "pm_sepa" }, iban_last4: "7061" } };

it.each([
  ["payment", IDEAL, "ideal", "4300", "NL"],
  ["payment", BANCONTACT, "bancontact", "7061", undefined],
  ["setup", IDEAL, "ideal", "4300", "NL"],
  ["setup", BANCONTACT, "bancontact", "7061", undefined],
] as const)(
  "a %s that Stripe made a SEPA mandate of renews by that, not by what cannot be charged again",
  async (mode, details, ...said) => {
    const server = await startStripeServer();
    onTestFinished(() => server.close());
    const gateway = stripeGateway({ secretKey: server.secretKey, apiBase: server.url });
    const request = checkoutOf({ mode });
    const { reference } = await gateway.startCheckout(request);
    server.world.pay(reference, CARD.ok);
    const { world } = server;
    const session = world.get(reference);
    const intent = world.get(mode === "setup" ? session.setup_intent : session.payment_intent);
    const attempt = { id: "setatt_1", object: "setup_attempt", payment_method_details: details };
    if (mode === "setup") intent.latest_attempt = world.add(attempt).id;
    else world.get(intent.latest_charge).payment_method_details = details;
    const look = (of: string) => gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference: of, settings: {} });
    const [brand, last4, country] = said;
    const method = { reference: "pm_sepa", customerReference: intent.customer, kind: "bank", brand, last4, country };
    for (const of of [reference, intent.id]) expect(succeeded(await look(of)).method).toEqual(method);
    expect(server.faults).toEqual([]);
  },
);

it.each([
  ["eps", { kind: "bank", brand: "eps", country: "AT" }],
  ["blik", { kind: "bank", brand: "blik", country: "PL" }],
  ["p24", { kind: "bank", brand: "przelewy24", country: "PL" }],
  ["ideal", { kind: "bank", brand: "ideal", country: "NL" }],
  ["klarna", { kind: "wallet", brand: "klarna", country: undefined }],
] as const)("what was paid once with %s is told as that, and that it cannot be charged again", async (type, expected) => {
  const server = await startStripeServer();
  onTestFinished(() => server.close());
  const gateway = stripeGateway({ secretKey: server.secretKey, apiBase: server.url });
  const request = checkoutOf({ saveMethod: false });
  const { reference } = await gateway.startCheckout(request);
  server.world.pay(reference, CARD.ok);
  const { world } = server;
  const intent = world.get(world.get(reference).payment_intent);
  const { card: _, ...method } = world.get(intent.payment_method);
  world.add({ ...method, type, [type]: {} } as typeof intent);
  world.get(intent.latest_charge).payment_method_details = { type, [type]: {} };
  const outcome = await gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {} });
  expect(succeeded(outcome).method).toEqual({
    reference: intent.payment_method,
    customerReference: intent.customer,
    once: true,
    ...expected,
  });
  expect(server.faults).toEqual([]);
});
