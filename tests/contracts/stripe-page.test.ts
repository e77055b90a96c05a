import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { RawWebhook } from "#lib/payments/gateway.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf } from "./gateway-contract.ts";

it("is paid on the stand-in's page, which sends signed webhooks", async () => {
  const received: RawWebhook[] = [];
  const listener = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ body, headers: request.headers as Record<string, string> });
    response.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const standIn = await startStripeServer();
  standIn.sendWebhooksTo(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);
  const stripe = stripeGateway({ secretKey: standIn.secretKey, webhookSecret: standIn.webhookSecret, apiBase: standIn.url });
  const request = checkoutOf();
  const { url } = await stripe.startCheckout(request);
  expect(await (await fetch(url)).text()).toContain("Pay 1999 EUR");
  const declined = await fetch(url, { method: "POST", body: new URLSearchParams({ number: CARD.insufficientFunds }) });
  expect(await declined.text()).toContain("insufficient funds");
  const paid = await fetch(url, { method: "POST", body: new URLSearchParams({ number: CARD.ok }), redirect: "manual" });
  expect(paid.headers.get("location")).toBe(request.returnUrl);
  await expect.poll(() => received.length).toBe(3);
  const events = await Promise.all(received.map((raw) => stripe.readWebhook(raw)));
  expect(events.map((read) => read?.type)).toEqual([
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
    "checkout.session.completed",
  ]);
  expect(events.every((read) => read?.transactionId === request.transactionId)).toBe(true);
  expect(standIn.faults).toEqual([]);
  await standIn.close();
  listener.close();
});
