import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { AmountNotSupported, BadSignature, type RawWebhook } from "#lib/payments/gateway.ts";
import type { SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { cardOf } from "#tests/support/stripe-server/cards.ts";
import { faultsOf, stripeDescription } from "#tests/support/stripe-server/description.ts";
import { readParameters, valueAt } from "#tests/support/stripe-server/form.ts";
import { eventPayload } from "#tests/support/stripe-server/payloads.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";

let server: StripeServer;
let gateway: ReturnType<typeof stripeGateway>;
beforeAll(async () => {
  server = await startStripeServer();
  gateway = stripeGateway({ secretKey: server.secretKey, webhookSecret: server.webhookSecret, apiBase: server.url });
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

async function save(card = CARD.ok): Promise<SavedMethod> {
  const request = checkoutOf();
  const { reference } = await gateway.startCheckout(request);
  server.world.pay(reference, card);
  return succeeded(await gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {} })).method!;
}

const sent = (path: string) => server.seen.filter((request) => request.path === path);
const paymentsFor = (transactionId: string) =>
  server.world.list("charge").filter(({ metadata }) => (metadata as { transactionId?: string }).transactionId === transactionId);

describe("what Stripe is sent", () => {
  it("pins the API version and keys every request that makes something", async () => {
    const request = checkoutOf();
    await gateway.startCheckout(request);
    expect(server.seen.map(({ apiVersion }) => apiVersion)).toEqual(["2026-10-28.endive", "2026-10-28.endive"]);
    expect(sent("/v1/customers")[0].idempotencyKey).toContain(request.payer.id);
    expect(sent("/v1/checkout/sessions")[0].idempotencyKey).toBe(`${request.transactionId}-checkout`);
  });

  it("asks Checkout to take the price and to save the card for renewals", async () => {
    const request = checkoutOf({ amount: money(1_490n, "ISK"), locale: "ar" });
    await gateway.startCheckout(request);
    const given = readParameters(sent("/v1/checkout/sessions")[0].body);
    const text = (path: string) => valueAt(given, path);
    expect(text("mode")).toBe("payment");
    expect(text("line_items.0.price_data.currency")).toBe("isk");
    expect(text("line_items.0.price_data.unit_amount")).toBe("149000");
    expect(text("payment_intent_data.setup_future_usage")).toBe("off_session");
    expect(text("adaptive_pricing.enabled")).toBe("false");
    expect(text("payment_intent_data.metadata.transactionId")).toBe(request.transactionId);
    expect(text("client_reference_id")).toBe(request.transactionId);
    expect(text("locale")).toBe("auto");
    expect(Number(text("expires_at"))).toBe(Math.floor(request.expiresAt.getTime() / 1000));
  });

  it("saves no card that is not to be saved, and takes no price in setup mode", async () => {
    await gateway.startCheckout(checkoutOf({ saveMethod: false }));
    await gateway.startCheckout(checkoutOf({ mode: "setup" }));
    const [once, setup] = sent("/v1/checkout/sessions").map(({ body }) => body);
    expect(once).not.toContain("setup_future_usage");
    expect(setup).toContain("mode=setup");
    expect(setup).not.toContain("line_items");
  });

  it("says on card statements what the operator has set, now and at renewals, and nothing of its own", async () => {
    const settings = { statementSuffix: "TV PLAN" };
    await gateway.startCheckout(checkoutOf({ settings }));
    await gateway.startCheckout(checkoutOf({ settings: { statementSuffix: "" } }));
    await gateway.chargeSaved(chargeOf(await save(), { settings }));
    const suffix = "statement_descriptor_suffix";
    const [set, unset] = sent("/v1/checkout/sessions").map(({ body }) => new URLSearchParams(body).get(`payment_intent_data[${suffix}]`));
    expect([set, unset]).toEqual(["TV PLAN", null]);
    expect(new URLSearchParams(sent("/v1/payment_intents").at(-1)?.body).get(suffix)).toBe("TV PLAN");
  });

  it("keeps the page's life within what Stripe allows", async () => {
    await gateway.startCheckout(checkoutOf({ expiresAt: new Date(Date.now() + 60_000) }));
    await gateway.startCheckout(checkoutOf({ expiresAt: new Date(Date.now() + 48 * 3_600_000) }));
    expect(sent("/v1/checkout/sessions")).toHaveLength(2);
  });

  it("reuses the viewer's customer, and makes a new one when it is gone", async () => {
    const { customerReference } = await save();
    server.seen.length = 0;
    const { payer } = checkoutOf();
    await gateway.startCheckout(checkoutOf({ payer: { ...payer, reference: customerReference } }));
    expect(sent("/v1/customers")).toHaveLength(0);
    const request = checkoutOf({ payer: { ...payer, reference: "cus_of_another_account" } });
    const started = await gateway.startCheckout(request);
    expect(sent("/v1/customers")).toHaveLength(1);
    expect(await gateway.startCheckout(request)).toEqual(started);
  });

  it("refuses an amount that Stripe cannot express, before anything is sent", async () => {
    const amount = money(5_124n, "KWD");
    await expect(gateway.startCheckout(checkoutOf({ amount }))).rejects.toThrow(AmountNotSupported);
    expect(sent("/v1/checkout/sessions")).toHaveLength(0);
    expect(await gateway.chargeSaved(chargeOf(await save(), { amount }))).toMatchObject({
      status: "declined",
      code: "amount_not_supported",
    });
  });

  it.skipIf(!stripeDescription())("is held against Stripe's description, which refuses what it does not know", () => {
    const description = stripeDescription()!;
    const faults = (body: string) => faultsOf(description, "POST", "/v1/refunds", "", body);
    expect(faults("payment_intent=pi_1&amount=5&reason=requested_by_customer&metadata[a]=b")).toEqual([]);
    expect(faults("payment_intent=pi_1&amount=5.5")).toHaveLength(1);
    expect(faults("reason=too%20slow&surprise=1&payment_intent[id]=pi_1")).toHaveLength(3);
    expect(faultsOf(description, "DELETE", "/v1/refunds", "", "")).toHaveLength(1);
    expect(faultsOf(description, "POST", "/v1/payment_intents", "", "currency=eur")).toEqual(["amount is missing"]);
  });
});

describe("when Stripe does not answer", () => {
  it("repeats a request whose answer was lost, with the same key: one payment", async () => {
    const request = chargeOf(await save());
    server.troubles.push("lost after");
    succeeded(await gateway.chargeSaved(request));
    expect(paymentsFor(request.transactionId)).toHaveLength(1);
  });

  it("says unknown when it stays lost, and finds the payment when asked again", async () => {
    const request = chargeOf(await save());
    server.troubles.push("lost after", "lost after");
    expect(await gateway.chargeSaved(request)).toMatchObject({ status: "unknown" });
    succeeded(await gateway.chargeSaved(request));
    expect(paymentsFor(request.transactionId)).toHaveLength(1);
  });

  it.each([409, 429, 500] as const)("takes %s for no answer, never for a decline", async (status) => {
    const method = await save();
    server.troubles.push(status, status);
    expect(await gateway.chargeSaved(chargeOf(method))).toMatchObject({ status: "unknown" });
    server.troubles.splice(0);
  });

  it("finds what it made a day ago, when Stripe has forgotten the key", async () => {
    const transactionId = newId(Date.now() - 30 * 3_600_000);
    const request = chargeOf(await save(), { transactionId });
    const first = succeeded(await gateway.chargeSaved(request));
    for (const payload of server.world.list("payment_intent")) payload.created = Math.floor(Date.now() / 1000) - 30 * 3_600;
    const calls = sent("/v1/payment_intents").length;
    expect(await gateway.chargeSaved(request)).toEqual(first);
    expect(
      sent("/v1/payment_intents")
        .slice(calls)
        .map(({ method }) => method),
    ).toEqual(["GET"]);
    const refund = { transactionId, paymentReference: first.paymentReference!, amount: money(100n, "EUR") };
    const given = await gateway.refund(refund);
    expect(await gateway.refund(refund)).toEqual(given);
    expect(server.world.list("refund").filter(({ payment_intent }) => payment_intent === first.paymentReference)).toHaveLength(1);
  });

  it("opens no page and takes no money with wrong keys, and says so in the settings", async () => {
    const method = await save();
    const wrong = stripeGateway({ secretKey: "sk_test_wrong", apiBase: server.url });
    await expect(wrong.test()).rejects.toThrow("Invalid API Key");
    await expect(wrong.startCheckout(checkoutOf())).rejects.toThrow();
    expect(await wrong.chargeSaved(chargeOf(method))).toMatchObject({ status: "unknown" });
  });

  it("says unknown when nothing listens", async () => {
    const nowhere = stripeGateway({ secretKey: "sk_test_x", apiBase: "http://127.0.0.1:9" });
    const reference = { kind: "CHARGE", transactionId: newId(), reference: "pi_1", settings: {} } as const;
    expect(await nowhere.lookUp(reference)).toMatchObject({ status: "unknown" });
  });
});

describe("what Stripe says", () => {
  it.each([
    ["lost_card", undefined, "final"],
    ["expired_card", undefined, "final"],
    ["do_not_honor", undefined, "retry"],
    ["do_not_honor", "do_not_try_again", "final"],
    ["expired_card", "try_again_later", "retry"],
  ])("classes %s with advice %s as %s", async (decline_code, advice_code, retry) => {
    const method = await save();
    server.world.cards.set(method.reference, {
      ...cardOf(CARD.ok)!,
      later: { code: "card_declined", decline_code, message: "No.", advice_code } as never,
    });
    const outcome = await gateway.chargeSaved(chargeOf(method));
    expect(outcome).toMatchObject({ status: "declined", retry, code: decline_code, reason: "No." });
  });

  it("counts the fee in the payment's currency where the account settles in another", async () => {
    const request = chargeOf(await save(), { amount: money(10_000n, "JPY") });
    const { reference } = succeeded(await gateway.chargeSaved(request));
    const charge = server.world.get(server.world.get(reference).latest_charge);
    Object.assign(server.world.get(charge.balance_transaction), { amount: 6_000, currency: "eur", exchange_rate: 0.6, fee: 199 });
    const looked = succeeded(
      await gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference: reference!, settings: {} }),
    );
    expect(looked.fee).toBe(332n); // 1.99 of 60.00 EUR, of 10,000 JPY
  });

  const event = (type: string, object: Record<string, unknown>): RawWebhook => server.webhook(eventPayload(type, object as never));
  it.each([
    ["checkout.session.completed", { id: "cs_1", metadata: { transactionId: "t" } }, { reference: "cs_1", transactionId: "t" }],
    ["checkout.session.expired", { id: "cs_1", metadata: { transactionId: "t" } }, { reference: "cs_1", transactionId: "t" }],
    ["payment_intent.payment_failed", { id: "pi_1", metadata: { transactionId: "t" } }, { reference: "pi_1", transactionId: "t" }],
    ["setup_intent.succeeded", { id: "seti_1", metadata: {} }, { reference: "seti_1", transactionId: undefined }],
    ["refund.updated", { id: "re_1", metadata: { transactionId: "t" } }, { reference: "re_1", transactionId: "t" }],
    ["refund.failed", { id: "re_1", payment_intent: "pi_1", metadata: {} }, { reference: "pi_1" }],
    [
      "charge.refunded",
      { id: "ch_1", payment_intent: "pi_1", metadata: { transactionId: "t" } },
      { reference: "pi_1", transactionId: "t" },
    ],
    ["charge.dispute.created", { id: "dp_1", payment_intent: "pi_1", metadata: {} }, { reference: "pi_1" }],
    ["charge.dispute.closed", { id: "dp_1", payment_intent: { id: "pi_1" }, metadata: {} }, { reference: "pi_1" }],
  ])("%s says what to look at again", async (type, object, expected) => {
    expect(await gateway.readWebhook(event(type, object))).toEqual({ externalId: expect.stringMatching(/^evt_/), type, ...expected });
  });

  it("lets events pass that no payment waits for", async () => {
    expect(await gateway.readWebhook(event("customer.created", { id: "cus_1" }))).toBeNull();
  });

  it("reads no webhook without a secret: anyone could sign with an empty one", async () => {
    const open = stripeGateway({ secretKey: server.secretKey, apiBase: server.url });
    expect(open.can.webhooks).toBe(false);
    await expect(open.readWebhook(event("refund.updated", { id: "re_1", metadata: {} }))).rejects.toThrow(BadSignature);
  });
});

it.skipIf(!stripeDescription())("asks and is answered as Stripe's description says", () => {
  expect(server.faults).toEqual([]);
});
