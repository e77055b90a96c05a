import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { BadSignature, RefusedRequest } from "#lib/payments/gateway.ts";
import type { SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { mollieGateway } from "#lib/payments/gateways/mollie/gateway.ts";
import { isReachable } from "#lib/payments/gateways/mollie/webhook.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { CARD, chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";

const server = await startMollieServer();
const gateway = mollieGateway({ apiKey: server.apiKey, apiBase: server.url });
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

const look = (transactionId: string, reference: string, kind: "CHARGE" | "SETUP" | "REFUND" = "CHARGE") =>
  gateway.lookUp({ kind, transactionId, reference, settings: {} });
const posted = (path: string) =>
  server.seen
    .filter((request) => request.method === "POST" && request.path === path)
    .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const madeFor = (transactionId: string) =>
  [...server.world.payments.values()].filter(({ metadata }) => (metadata as { transactionId?: string }).transactionId === transactionId);

async function paid(card: string = CARD.ok) {
  const request = checkoutOf();
  const { reference } = await gateway.startCheckout(request);
  server.world.pay(reference, card);
  return { request, reference, outcome: succeeded(await look(request.transactionId, reference)) };
}
const save = async (card?: string): Promise<SavedMethod> => (await paid(card)).outcome.method!;

describe("what Mollie is sent", () => {
  it("a first payment that saves: its customer, page, languages, what finance looks for, and an address of its own", async () => {
    const request = checkoutOf({ locale: "nl", references: { plan: "Gold", invoice: "2026-000042", order: "1042" } });
    await gateway.startCheckout(request);
    const [payment] = posted("/v2/payments");
    expect(payment).toMatchObject({
      amount: { currency: "EUR", value: "19.99" },
      sequenceType: "first",
      customerId: expect.stringMatching(/^cst_/),
      locale: "nl_NL",
      description: "Premium, monthly · #1042 · 2026-000042",
      metadata: { transactionId: request.transactionId, order: "1042", invoice: "2026-000042", plan: "Gold" },
      redirectUrl: request.returnUrl,
      cancelUrl: request.cancelUrl,
      webhookUrl: expect.stringContaining(`${request.webhookUrl}?transaction=${request.transactionId}&proof=`),
    });
    expect(server.seen.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      expect.stringContaining(request.payer.id),
      `${request.transactionId}-checkout`,
    ]);
  });

  it("a payment that saves nothing: no customer, and no language that Mollie does not speak", async () => {
    await gateway.startCheckout(checkoutOf({ saveMethod: false, locale: "ar" }));
    expect(posted("/v2/customers")).toEqual([]);
    const [payment] = posted("/v2/payments");
    expect(payment.sequenceType).toBe("oneoff");
    expect(payment).not.toHaveProperty("customerId");
    expect(payment).not.toHaveProperty("locale");
  });

  it("saves for nothing what takes a payment of nothing, and refuses where nothing that does is on", async () => {
    const setup = { mode: "setup", amount: money(0n, "EUR") } as const;
    await gateway.startCheckout(checkoutOf({ ...setup, settings: { card: true, paypal: false, ideal: true } }));
    expect(posted("/v2/payments")[0]).toMatchObject({
      amount: { currency: "EUR", value: "0.00" },
      method: ["creditcard"],
      sequenceType: "first",
    });
    const refused = gateway.startCheckout(checkoutOf({ ...setup, settings: { card: false, paypal: false, ideal: true } }));
    await expect(refused).rejects.toThrow(RefusedRequest);
  });

  it("reuses the viewer's customer, and makes a new one when it is gone", async () => {
    const { customerReference } = await save();
    server.seen.length = 0;
    const { payer } = checkoutOf();
    await gateway.startCheckout(checkoutOf({ payer: { ...payer, reference: customerReference } }));
    expect(posted("/v2/customers")).toEqual([]);
    const request = checkoutOf({ payer: { ...payer, reference: "cst_ofAnotherAccount" } });
    const started = await gateway.startCheckout(request);
    expect(posted("/v2/customers")).toHaveLength(1);
    expect(await gateway.startCheckout(request)).toEqual(started);
  });

  it("no address that Mollie cannot reach, for it would refuse the payment", () => {
    const inside = "localhost:3000 tv 127.0.0.1 10.1.2.3 172.16.0.1 172.31.255.1 192.168.1.2 169.254.169.254 100.64.0.1 0.0.0.0".split(" ");
    const named = "tv.local tv.internal tv.localhost tv.home.arpa tv.lan tv.test tv.local.".split(" ");
    for (const host of [...inside, ...named, "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]"])
      expect(isReachable(`http://${host}/x`), host).toBe(false);
    for (const host of ["tv.example", "172.15.0.1", "172.32.0.1", "8.8.8.8", "[2a00:1450::1]", "10.tv.example", "local.tv.example"])
      expect(isReachable(`https://${host}/api/webhooks/payments/any`), host).toBe(true);
  });
});

describe("when Mollie has forgotten the key", () => {
  const hoursAgo = () => newId(Date.now() - 2 * 3_600_000);
  const age = () => {
    server.keys.clear();
    for (const payment of server.world.payments.values()) payment.createdAt = new Date(Date.now() - 2 * 3_600_000).toISOString();
  };

  it.each([true, false])("finds the page that it opened; saving: %s", async (saveMethod) => {
    const request = checkoutOf({ transactionId: hoursAgo(), saveMethod });
    const first = await gateway.startCheckout(request);
    age();
    expect(await gateway.startCheckout(request)).toEqual(first);
    server.world.pay(first.reference, CARD.ok);
    expect(await gateway.startCheckout(request)).toEqual({ reference: first.reference, url: request.returnUrl });
    expect(madeFor(request.transactionId)).toHaveLength(1);
  });

  it("finds the charge and the refund that it made", async () => {
    const request = chargeOf(await save(), { transactionId: hoursAgo() });
    const first = succeeded(await gateway.chargeSaved(request));
    age();
    expect(await gateway.chargeSaved(request)).toEqual(first);
    expect(madeFor(request.transactionId)).toHaveLength(1);
    const part = { transactionId: hoursAgo(), paymentReference: first.paymentReference!, amount: money(100n, "EUR") };
    const refunded = await gateway.refund(part);
    server.keys.clear();
    expect(await gateway.refund(part)).toEqual(refunded);
    expect(server.world.refunds.filter(({ paymentId }) => paymentId === first.paymentReference)).toHaveLength(1);
  });

  it("makes the charge that was never made", async () => {
    const request = chargeOf(await save(), { transactionId: hoursAgo() });
    succeeded(await gateway.chargeSaved(request));
    expect(madeFor(request.transactionId)).toHaveLength(1);
  });
});

describe("direct debits", () => {
  it.each(["ideal", "bancontact"])("%s leaves a mandate, whose charge is on its way for days, then paid", async (name) => {
    const method = await save(name);
    expect(method).toMatchObject({ kind: "bank", brand: "sepa_debit", last4: "4300", country: "NL" });
    const request = chargeOf(method);
    const outcome = await gateway.chargeSaved(request);
    expect(outcome).toEqual({ status: "pending", reference: expect.stringMatching(/^tr_/) });
    const { reference } = outcome as { reference: string };
    expect(await look(request.transactionId, reference)).toEqual(outcome);
    server.world.settle();
    expect(await look(request.transactionId, reference)).toMatchObject({ status: "succeeded", amount: request.amount, method });
  });

  it.each([
    ["AM04", "retry"],
    ["AC04", "final"],
    ["MD01", "final"],
    ["MS03", "retry"],
  ])("a returned one says why: %s, %s", async (code, retry) => {
    const request = chargeOf(await save("ideal"));
    const { reference } = (await gateway.chargeSaved(request)) as { reference: string };
    server.world.failPending(code);
    expect(await look(request.transactionId, reference)).toEqual({ status: "declined", reference, retry, code, reason: "Returned." });
  });

  it("asked back after it was paid: the money is gone, and told why", async () => {
    const request = chargeOf(await save("ideal"));
    const { reference } = (await gateway.chargeSaved(request)) as { reference: string };
    server.world.settle();
    server.world.chargeBack(reference, { currency: "EUR", value: "19.99" });
    const { disputes } = await gateway.adjustments!(reference);
    expect(disputes).toMatchObject([{ status: "lost", reason: "MD06", amount: request.amount, taken: 1999n, fee: 0n }]);
  });
});

describe("what Mollie says", () => {
  it("a refund is on its way until it is with the payer, and may come back", async () => {
    server.world.refundsBegin = "pending";
    const { outcome } = await paid();
    const part = { transactionId: newId(), paymentReference: outcome.paymentReference!, amount: money(500n, "EUR") };
    const { reference, status } = (await gateway.refund(part)) as { reference: string; status: string };
    expect(status).toBe("pending");
    const [made] = server.world.refunds;
    for (const [becomes, expected] of [
      ["processing", "pending"],
      ["refunded", "succeeded"],
      ["failed", "declined"],
    ]) {
      server.world.refundBecomes(made, becomes);
      expect((await look(part.transactionId, reference, "REFUND")).status).toBe(expected);
    }
    server.world.refundsBegin = "refunded";
  });

  it("tells of a refund and a chargeback also when the money is back", async () => {
    const { request, reference } = await paid();
    server.world.refund(reference, { amount: { currency: "EUR", value: "5.00" } }, "pending");
    server.world.refundBecomes(server.world.refunds[0], "failed");
    expect(await look(request.transactionId, reference)).toMatchObject({ adjusted: true });
    const { refunds } = await gateway.adjustments!(reference);
    expect(refunds).toMatchObject([{ transactionId: undefined, amount: money(500n, "EUR"), outcome: { status: "declined" } }]);
  });

  it("takes no payment of another transaction for ours", async () => {
    const { reference } = await paid();
    expect(await look(newId(), reference)).toMatchObject({ status: "unknown" });
  });

  it("says unknown to wrong keys, and why in the settings", async () => {
    const method = await save();
    const wrong = mollieGateway({ apiKey: "test_wrongwrongwrong", apiBase: server.url });
    await expect(wrong.test()).rejects.toThrow("failed to authenticate");
    expect(await wrong.chargeSaved(chargeOf(method))).toMatchObject({ status: "unknown" });
    const nowhere = mollieGateway({ apiKey: "test_wrongwrongwrong", apiBase: "http://127.0.0.1:9" });
    expect(await nowhere.chargeSaved(chargeOf(method))).toMatchObject({ status: "unknown" });
  });

  it("more than is left cannot be given back, and says so", async () => {
    const { outcome } = await paid();
    const whole = { transactionId: newId(), paymentReference: outcome.paymentReference!, amount: money(2_000n, "EUR") };
    expect(await gateway.refund(whole)).toMatchObject({ status: "declined", retry: "final", code: "amount_too_large" });
  });

  it("a mandate as it is, and none once it is revoked", async () => {
    const method = await save();
    expect(await gateway.lookUpMethod!(method.reference)).toEqual({ ...method, country: undefined });
    await gateway.updatePayer!({ id: newId(), email: "new@example.com", name: "New", reference: method.customerReference! });
    await gateway.forgetMethod!(method);
    await gateway.forgetMethod!(method);
    expect(await gateway.lookUpMethod!(method.reference)).toBeNull();
    expect(await gateway.chargeSaved(chargeOf(method))).toMatchObject({ status: "declined", retry: "final", code: "mandate_invalid" });
    expect(await gateway.lookUpMethod!("cst_gone1/mdt_gone1")).toBeNull();
    await gateway.updatePayer!({ id: newId(), email: "new@example.com", name: "New", reference: "cst_gone1" });
  });

  it("reads an event without asking anybody, and only one about a payment", async () => {
    const { reference, request } = await paid();
    server.seen.length = 0;
    const raw = server.webhook(reference);
    expect(await gateway.readWebhook(raw)).toMatchObject({ reference, transactionId: request.transactionId });
    await expect(gateway.readWebhook({ ...raw, body: "id=../../customers" })).rejects.toThrow(BadSignature);
    expect(server.seen).toEqual([]);
  });

  it("keeps what is paid, and closes no page that Mollie does not close", async () => {
    const { reference } = await gateway.startCheckout(checkoutOf());
    server.world.payment(reference).isCancelable = false;
    await expect(gateway.cancel!({ kind: "CHARGE", transactionId: newId(), reference, settings: {} })).rejects.toThrow(
      "cannot be canceled",
    );
  });
});

it("keeps to Mollie's description, asked and answering", () => expect([...new Set(server.faults)]).toEqual([]));
