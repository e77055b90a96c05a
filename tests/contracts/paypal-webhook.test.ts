import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BadSignature, type RawWebhook } from "#lib/payments/gateway.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { makeCertificate } from "#tests/support/paypal-server/certificate.ts";
import { eventPayload } from "#tests/support/paypal-server/payloads.ts";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";

let server: PayPalServer;
let gateway: ReturnType<typeof paypalGateway>;
const fresh = () => paypalGateway({ ...server.keys, apiBase: server.url });
beforeAll(async () => {
  server = await startPayPalServer();
  gateway = fresh();
});
afterAll(() => server.close());

const T = "0198c2f0-0000-7000-8000-000000000000";
const event = (type = "CHECKOUT.ORDER.APPROVED", resource: object = { id: "ORDER1" }) => eventPayload(type, resource);
const refused = (raw: RawWebhook, by = gateway) => expect(by.readWebhook(raw)).rejects.toThrow(BadSignature);
const ago = (hours: number) => ({ time: new Date(Date.now() - hours * 3_600_000).toISOString() });

describe("an event of PayPal's", () => {
  it.each([
    ["CHECKOUT.ORDER.APPROVED", { id: "O1", purchase_units: [{ custom_id: T }] }, { reference: "O1", transactionId: T }],
    [
      "PAYMENT.CAPTURE.COMPLETED",
      { id: "C1", custom_id: T, supplementary_data: { related_ids: { order_id: "O1" } } },
      { reference: "O1", transactionId: T },
    ],
    ["PAYMENT.CAPTURE.DENIED", { id: "C1", custom_id: "of another shop" }, { reference: "C1" }],
    ["PAYMENT.CAPTURE.REFUNDED", { id: "R1", custom_id: `refund.${T}` }, { reference: "R1", transactionId: T }],
    [
      "PAYMENT.REFUND.FAILED",
      { id: "R1", custom_id: T, links: [{ rel: "up", href: "https://x/v2/payments/captures/C1" }] },
      { reference: "C1" },
    ],
    ["CUSTOMER.DISPUTE.UPDATED", { dispute_id: "D1", disputed_transactions: [{ seller_transaction_id: "C1" }] }, { reference: "C1" }],
    ["VAULT.PAYMENT-TOKEN.DELETED", { id: "token1" }, { reference: "token1" }],
    ["VAULT.PAYMENT-TOKEN.CREATED", { id: "token1", metadata: { order_id: "O1" } }, { reference: "O1" }],
  ])("%s says what to look at again", async (type, resource, expected) => {
    const made = event(type, resource);
    expect(await gateway.readWebhook(server.webhook(made))).toEqual({ externalId: made.id, type, transactionId: undefined, ...expected });
  });

  it("may wait for nobody", async () => {
    expect(await gateway.readWebhook(server.webhook(event("BILLING.PLAN.CREATED", { id: "P1" })))).toBeNull();
  });

  it("may come again for three days, for PayPal sends for so long what was not answered", async () => {
    expect(await gateway.readWebhook(server.webhook(event(), ago(70)))).toMatchObject({ reference: "ORDER1" });
    await refused(server.webhook(event(), ago(74)));
    await refused(server.webhook(event(), ago(-1)));
    await refused(server.webhook(event(), { time: "soon" }));
  });

  it("is read without asking PayPal, once its certificate is known", async () => {
    await gateway.readWebhook(server.webhook(event()));
    server.seen.length = 0;
    server.certificates.set("CERT-away", server.certificates.get("CERT-stand-in")!);
    const raw = server.webhook(event(), { certificate: "CERT-away" });
    await gateway.readWebhook(raw);
    server.certificates.delete("CERT-away");
    expect(await gateway.readWebhook(raw)).toMatchObject({ reference: "ORDER1" });
    expect(server.seen).toEqual([]);
  });
});

describe("a forged event", () => {
  it.each([
    ["paypal-transmission-id", "another"],
    ["paypal-transmission-time", "2026-01-01T00:00:00Z"],
    ["paypal-transmission-sig", "bm8="],
    ["paypal-auth-algo", "SHA1withRSA"],
    ["paypal-auth-algo", "none"],
    ["paypal-cert-url", ""],
    ["paypal-cert-url", "https://paypal.com.example/v1/notifications/certs/CERT-1"],
    ["paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1"], // not of this base
    ["paypal-cert-url", "http://169.254.169.254/v1/notifications/certs/CERT-1"],
    ["paypal-cert-url", "file:///etc/passwd"],
  ])("is refused for its %s: %s", async (name, value) => {
    const raw = server.webhook(event());
    await refused({ ...raw, headers: { ...raw.headers, [name]: value } });
  });

  it("is refused where its certificate's address leads astray", async () => {
    const raw = server.webhook(event());
    const address = raw.headers["paypal-cert-url"];
    for (const forged of [
      `${address}?x`,
      `${address}/../../x`,
      address.replace("//", "//u@"),
      `${address}#x`,
      address.replace("/certs/", "/"),
    ])
      await refused({ ...raw, headers: { ...raw.headers, "paypal-cert-url": forged } });
  });

  it.each([
    ["of another name", { name: "example.com" }],
    ["of a name that ends like it", { name: "evil-paypal.com" }],
    ["that is over", { until: "210101" }],
    ["that is not yet", { from: "480101" }],
  ])("is refused with a certificate %s", async (what, asked) => {
    const id = `CERT-${what.replaceAll(" ", "-")}`;
    server.certificates.set(id, makeCertificate(asked));
    await refused(server.webhook(event(), { certificate: id }));
  });

  it("is refused when it is of another webhook, or of none of ours", async () => {
    const raw = server.webhook(event());
    await refused(raw, paypalGateway({ ...server.keys, apiBase: server.url, webhookId: "ANOTHER" }));
    const without = paypalGateway({ ...server.keys, apiBase: server.url, webhookId: undefined });
    expect(without.can.webhooks).toBe(false);
    await refused(raw, without);
  });

  it("makes us ask PayPal for few certificates", async () => {
    const flooded = fresh();
    const raw = server.webhook(event());
    const named = (number: number) => ({ ...raw.headers, "paypal-cert-url": `${server.url}/v1/notifications/certs/CERT-${number}` });
    for (let number = 0; number < 10; number += 1)
      await expect(flooded.readWebhook({ ...raw, headers: named(number) })).rejects.toThrow("no certificate: 404");
    await expect(flooded.readWebhook({ ...raw, headers: named(11) })).rejects.toThrow("too many");
    expect(await gateway.readWebhook(raw)).toMatchObject({ reference: "ORDER1" });
  });

  it("is refused when it is very long", async () => {
    await refused(server.webhook(event("CHECKOUT.ORDER.APPROVED", { id: "O1", text: "x".repeat(600_000) })));
  });
});
