import { expect, it, onTestFinished } from "vitest";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { membersOf, readParameters, valueAt } from "#tests/support/stripe-server/form.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";

it("names what finance searches by, cut to what Stripe keeps, and nothing where the row was written down without", async () => {
  const server = await startStripeServer();
  onTestFinished(() => server.close());
  const gateway = stripeGateway({ secretKey: server.secretKey, apiBase: server.url });
  const sent = (path: string) => server.seen.flatMap((seen) => (seen.path === path ? [readParameters(seen.body)] : []));
  const first = checkoutOf();
  const { reference } = await gateway.startCheckout(first);
  server.world.pay(reference, CARD.ok);
  const paid = succeeded(await gateway.lookUp({ kind: "CHARGE", transactionId: first.transactionId, reference, settings: {} }));
  const references = { plan: "P".repeat(600), order: "1042", invoice: "2026-000042" };
  const [page, charge] = [checkoutOf({ references, description: "Gold" }), chargeOf(paid.method!, { references, description: "Gold" })];
  await gateway.startCheckout(page);
  await gateway.startCheckout(checkoutOf({ description: "Gold" }));
  await gateway.chargeSaved(charge);
  const [asked, without] = sent("/v1/checkout/sessions").slice(-2);
  const named = { order: "1042", invoice: "2026-000042", plan: "P".repeat(500) };
  expect(membersOf(asked, "metadata")).toEqual({ transactionId: page.transactionId, ...named });
  expect(membersOf(asked, "payment_intent_data.metadata")).toEqual({ transactionId: page.transactionId, ...named });
  expect(valueAt(asked, "payment_intent_data.description")).toBe("Gold · #1042 · 2026-000042");
  expect(valueAt(asked, "line_items.0.price_data.product_data.name")).toBe("Gold");
  expect(Object.keys(membersOf(without, "metadata"))).toEqual(["transactionId"]);
  expect(valueAt(without, "payment_intent_data.description")).toBe("Gold");
  expect(membersOf(sent("/v1/payment_intents").at(-1)!, "metadata")).toEqual({
    transactionId: charge.transactionId,
    ...named,
  });
  expect(server.faults).toEqual([]);
});
