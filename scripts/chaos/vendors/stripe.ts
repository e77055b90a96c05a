import { CARDS } from "#tests/support/shop.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { postForm } from "../post-form.ts";
import type { Vendor } from "../vendor.ts";

export async function startStripe() {
  const server = await startStripeServer();
  const { world, url } = server;
  const vendor: Vendor = {
    gateway: "stripe",
    saves: true,
    url,
    keys: (base) => ({ STRIPE_SECRET_KEY: server.secretKey, STRIPE_WEBHOOK_SECRET: server.webhookSecret, STRIPE_API_BASE: base }),
    pay: async (reference) => void world.pay(reference, CARDS.ok),
    async payOnPage(page, again) {
      if (again) await postForm(page, { number: CARDS.insufficientFunds });
      const back = await postForm(page, { number: CARDS.ok });
      if (!back) throw new Error("The payment page leads nowhere.");
      return back;
    },
    taken: () =>
      world
        .list("payment_intent")
        .filter(({ status }) => status === "succeeded")
        .map(({ id, customer, amount_received, metadata, latest_charge }) => ({
          reference: id,
          transactionId: (metadata as Record<string, string>).transactionId,
          customerId: (world.get(customer).metadata as Record<string, string>).customerId,
          amount: BigInt(Number(amount_received)),
          refunded: BigInt(Number(world.get(latest_charge).amount_refunded)),
        })),
    reports: () => world.events.length,
    report: (at) => server.webhook(world.events[at]),
    reportOf: (reference) => server.webhook(reference),
    chargeKey: (method, path, headers) => (method === "POST" && path === "/v1/payment_intents" ? String(headers["idempotency-key"]) : null),
    faults: () => server.faults,
    close: () => server.close(),
  };
  return { ...vendor, server };
}
