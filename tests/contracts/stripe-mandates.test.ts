import { afterAll, expect, it } from "vitest";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { stripeDescription } from "#tests/support/stripe-server/description.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";

const server = await startStripeServer();
const { world } = server;
const gateway = stripeGateway({ secretKey: server.secretKey, apiBase: server.url });
afterAll(() => server.close());

async function paidWith(type: string, more: Parameters<typeof checkoutOf>[0]) {
  const request = checkoutOf(more);
  const { reference } = await gateway.startCheckout(request);
  world.pay(reference, type);
  const { payment_intent, setup_intent } = world.get(reference);
  const intent = world.get(request.mode === "setup" ? setup_intent : payment_intent);
  const look = async (of: string) =>
    succeeded(await gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference: of, settings: {} })).method!;
  return { reference, intent, look };
}

it.each([
  ["payment", "ideal", "4300", "NL"],
  ["payment", "bancontact", "7061", undefined],
  ["setup", "ideal", "4300", "NL"],
  ["setup", "bancontact", "7061", undefined],
] as const)(
  "a %s with %s, of which Stripe makes a SEPA mandate, renews by that, not by what cannot be charged again",
  async (mode, brand, last4, country) => {
    const { reference, intent, look } = await paidWith(brand, { mode });
    const mandate = world.list("payment_method").find(({ type, customer }) => type === "sepa_debit" && customer === intent.customer)!;
    const method = { reference: mandate.id, customerReference: intent.customer, kind: "bank", brand, last4, country };
    for (const of of [reference, intent.id]) expect(await look(of)).toEqual(method);
    const saved = await look(reference);
    const renewal = chargeOf(saved);
    const charged = await gateway.chargeSaved(renewal);
    expect(charged).toEqual({ status: "pending", reference: expect.stringMatching(/^pi_/) });
    world.settle();
    const asked = {
      kind: "CHARGE",
      transactionId: renewal.transactionId,
      reference: (charged as { reference: string }).reference,
    } as const;
    expect(await gateway.lookUp({ ...asked, settings: {} })).toMatchObject({
      status: "succeeded",
      amount: renewal.amount,
      method: { reference: mandate.id, kind: "bank", brand: "sepa_debit", last4 },
    });
    expect(world.list("charge").filter(({ payment_method }) => payment_method === mandate.id)).toHaveLength(1);
    const usedUp = { ...saved, reference: String(intent.payment_method) };
    expect(await gateway.chargeSaved(chargeOf(usedUp))).toMatchObject({ status: "declined" });
  },
);

it.each([
  ["eps", { kind: "bank", brand: "eps", country: "AT" }],
  ["blik", { kind: "bank", brand: "blik", country: "PL" }],
  ["p24", { kind: "bank", brand: "przelewy24", country: "PL" }],
  ["ideal", { kind: "bank", brand: "ideal", country: "NL" }],
  ["klarna", { kind: "wallet", brand: "klarna", country: undefined }],
] as const)("what was paid once with %s is told as that, and that it cannot be charged again", async (type, expected) => {
  const { reference, intent, look } = await paidWith(type, { saveMethod: false });
  expect(await look(reference)).toEqual({
    reference: intent.payment_method,
    customerReference: intent.customer,
    once: true,
    ...expected,
  });
});

it.skipIf(!stripeDescription())("asks and is answered as Stripe's description says", () => {
  expect(server.faults).toEqual([]);
});
