import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator } from "emulate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BadSignature, type PaymentGateway, type RawWebhook } from "#lib/payments/gateway.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { freePort } from "#scripts/free-port.ts";
import { checkoutOf } from "./gateway-contract.ts";

/**
 * The Checkout flow against a third party's stand-in, as far as that goes: it takes no `price_data`, so pages are opened in setup mode,
 * and its finished sessions name no payment, which must never be taken for one.
 */
const secret = "whsec_emulated";
const received: RawWebhook[] = [];
const receiver = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  received.push({ body, headers: request.headers as Record<string, string> });
  response.end();
});
let emulator: { close(): Promise<void> };
let gateway: PaymentGateway;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const port = await freePort();
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  emulator = await createEmulator({ service: "stripe", port, seed: { stripe: { webhooks: [{ url, events: ["*"], secret }] } } });
  gateway = stripeGateway({ secretKey: "sk_test_emulated", webhookSecret: secret, apiBase: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await emulator.close();
  receiver.close();
});

it("opens a page, is finished there, and reads the signed webhook", async () => {
  const request = checkoutOf({ mode: "setup" });
  const { reference, url } = await gateway.startCheckout(request);
  const look = () => gateway.lookUp({ kind: "SETUP", transactionId: request.transactionId, reference, settings: {} });
  expect(await look()).toMatchObject({ status: "needs_action", url });
  const finished = await fetch(`${url}/complete`, { method: "POST", redirect: "manual" });
  expect(finished.headers.get("location")).toBe(request.returnUrl);
  await expect.poll(() => received.some(({ body }) => body.includes("checkout.session.completed"))).toBe(true);
  const raw = received.find(({ body }) => body.includes("checkout.session.completed"))!;
  expect(await gateway.readWebhook(raw)).toMatchObject({
    type: "checkout.session.completed",
    reference,
    transactionId: request.transactionId,
  });
  await expect(gateway.readWebhook({ ...raw, body: raw.body.replace("complete", "expired") })).rejects.toThrow(BadSignature);
  expect(await look()).toMatchObject({ status: "unknown" });
});

it("opens no page where the vendor refuses, and says why", async () => {
  await expect(gateway.startCheckout(checkoutOf())).rejects.toThrow("line_items[0][price]");
});
