import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import type { CheckoutRequest, GatewayReference } from "#lib/payments/gateway.ts";
import { METHOD_UNKNOWN, type SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";
import { CARD, chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";

let server: PayPalServer;
let gateway: Required<ReturnType<typeof paypalGateway>>;
beforeAll(async () => {
  server = await startPayPalServer();
  gateway = paypalGateway({ ...server.keys, apiBase: server.url }) as typeof gateway;
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

const look = (request: { transactionId: string }, reference: string, over: Partial<GatewayReference> = {}) =>
  gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: {}, ...over });

async function approve(account: string = CARD.ok, over: Partial<CheckoutRequest> = {}) {
  const request = checkoutOf(over);
  const { reference } = await gateway.startCheckout(request);
  server.world.approve(reference, account);
  return { request, reference };
}

async function pay(account?: string, over?: Partial<CheckoutRequest>) {
  const { request, reference } = await approve(account, over);
  return { request, reference, paid: succeeded(await look(request, reference)) };
}

const save = async (account?: string): Promise<SavedMethod> => (await pay(account)).paid.method!;
const sent = (path: RegExp) => server.seen.filter((request) => path.test(request.path));
const takenFor = (transactionId: string) =>
  [...server.world.captures.values()].filter(({ capture }) => capture.custom_id === transactionId);
const order = (reference: string) => server.world.orders.get(reference)!;

describe("what PayPal is sent", () => {
  it("opens an order that is paid at once, in the viewer's language, and asks to save their account", async () => {
    const request = checkoutOf({ locale: "ar", settings: { brandName: "My TV" }, references: { order: "1007", plan: "Premium" } });
    const { url, reference } = await gateway.startCheckout(request);
    expect(url).toBe(`${server.url}/checkoutnow?token=${reference}`);
    const [{ key, body }] = sent(/orders$/);
    expect(key).toBe(`${request.transactionId}-checkout`);
    expect(JSON.parse(body)).toEqual({
      intent: "CAPTURE",
      purchase_units: [
        {
          amount: { currency_code: "EUR", value: "19.99" },
          description: "Premium, monthly",
          custom_id: request.transactionId,
          invoice_id: `1007-${request.transactionId}`,
        },
      ],
      payment_source: {
        paypal: {
          attributes: {
            vault: {
              store_in_vault: "ON_SUCCESS",
              usage_pattern: "RECURRING_PREPAID",
              usage_type: "MERCHANT",
              customer_type: "CONSUMER",
              permit_multiple_payment_tokens: true,
            },
          },
          experience_context: {
            brand_name: "My TV",
            locale: "ar-EG",
            shipping_preference: "NO_SHIPPING",
            user_action: "PAY_NOW",
            return_url: request.returnUrl,
            cancel_url: request.cancelUrl,
          },
        },
      },
    });
    await gateway.startCheckout(checkoutOf({ saveMethod: false }));
    expect(sent(/orders$/).at(-1)?.body).not.toContain("vault");
  });

  it("asks for one token for many requests, and for a new one when it was taken back", async () => {
    const fresh = paypalGateway({ ...server.keys, apiBase: server.url });
    await Promise.all([fresh.startCheckout(checkoutOf()), fresh.startCheckout(checkoutOf()), fresh.test()]);
    expect(sent(/token$/)).toHaveLength(1);
    server.revokeToken();
    await fresh.startCheckout(checkoutOf());
    expect(sent(/token$/)).toHaveLength(2);
  });

  it("says in the settings which key is wrong", async () => {
    const test = (over: object) => paypalGateway({ ...server.keys, apiBase: server.url, ...over }).test();
    await expect(test({})).resolves.toBeUndefined();
    await expect(test({ webhookId: undefined })).resolves.toBeUndefined();
    await expect(test({ clientSecret: "wrong" })).rejects.toThrow("PAYPAL_CLIENT_SECRET");
    await expect(test({ webhookId: "ANOTHERAPP" })).rejects.toThrow("PAYPAL_WEBHOOK_ID");
    const wrong = paypalGateway({ ...server.keys, clientSecret: "wrong", apiBase: server.url });
    expect(await wrong.chargeSaved(chargeOf(await save()))).toMatchObject({ status: "unknown" });
  });
});

it("says in the settings which features the app lacks, all of them", async () => {
  const off = (path: string) => server.world.off.add(path);
  off("/v1/reporting/");
  await expect(gateway.test()).rejects.toThrow(/read the account's payments: enable "Transaction search" in the app's features\.$/);
  off("/v1/customer/disputes");
  off("/v3/vault/");
  await expect(gateway.test()).rejects.toThrow(/"Transaction search".*"Customer disputes".*"Save payment methods"/);
  server.world.off.clear();
  await expect(gateway.test()).resolves.toBeUndefined();
});

describe("money that moves when we say so", () => {
  it("takes it once, however many ask at once", async () => {
    const { request, reference } = await approve();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => look(request, reference)));
    for (const outcome of outcomes) expect(outcome).toEqual(succeeded(outcomes[0]));
    expect(takenFor(request.transactionId)).toHaveLength(1);
  });

  it("takes it when the tab was closed: the event of the approval says where", async () => {
    const { request, reference } = await approve();
    const event = await gateway.readWebhook(server.webhook(reference));
    expect(event).toMatchObject({ type: "CHECKOUT.ORDER.APPROVED", reference, transactionId: request.transactionId });
    succeeded(await look(request, event!.reference));
  });

  it("asks once more where no answer came", async () => {
    const { request, reference } = await approve();
    server.troubles.push("lost before");
    succeeded(await look(request, reference));
  });

  it("finds it taken when the answer was lost, though PayPal has forgotten the key", async () => {
    const { request, reference } = await approve();
    server.troubles.push("none", "lost after");
    expect(await look(request, reference)).toMatchObject({ status: "unknown" });
    server.answers.clear();
    succeeded(await look(request, reference));
    expect(takenFor(request.transactionId)).toHaveLength(1);
  });

  it("sends who was declined back to PayPal, and takes it from another account then", async () => {
    const { request, reference } = await approve(CARD.insufficientFunds);
    const url = `${server.url}/checkoutnow?token=${reference}`;
    for (const _ of [1, 2]) expect(await look(request, reference)).toEqual({ status: "needs_action", reference, url });
    expect(takenFor(request.transactionId)).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 2));
    server.world.approve(reference, CARD.ok);
    succeeded(await look(request, reference));
  });

  it("leaves what was approved late, after we had given it up: no money moves", async () => {
    const { request, reference } = await approve();
    expect(await look(request, reference, { givenUp: true })).toMatchObject({ status: "canceled" });
    expect(takenFor(request.transactionId)).toHaveLength(0);
    const paid = await pay();
    expect(await look(paid.request, paid.reference, { givenUp: true })).toEqual(paid.paid);
  });

  it("takes an order for no transaction but its own, whatever an event says", async () => {
    const { reference } = await approve();
    expect(await look({ transactionId: newId() }, reference)).toMatchObject({ status: "unknown" });
    expect(order(reference).status).toBe("APPROVED");
  });

  it("finds a payment by itself, where an event names no order", async () => {
    const { request, reference, paid } = await pay();
    expect(await look(request, paid.paymentReference!)).toEqual(paid);
    expect(paid.reference).toBe(reference);
  });

  it("reports what really moved, and the fee in the payment's currency", async () => {
    const { request, reference } = await pay(CARD.ok, { amount: money(10_000n, "JPY") });
    const [{ capture }] = takenFor(request.transactionId);
    capture.amount = { currency_code: "JPY", value: "9000" };
    Object.assign(capture.seller_receivable_breakdown, {
      paypal_fee: { currency_code: "EUR", value: "1.99" },
      exchange_rate: { source_currency: "JPY", target_currency: "EUR", value: "0.006" },
    });
    expect(succeeded(await look(request, reference))).toMatchObject({ amount: money(9_000n, "JPY"), fee: 332n });
  });
});

describe("saved accounts", () => {
  it("finds the charge of hours ago, when PayPal has forgotten the key", async () => {
    const request = chargeOf(await save(), { transactionId: newId(Date.now() - 30 * 3_600_000) });
    const first = succeeded(await gateway.chargeSaved(request));
    server.answers.clear();
    server.seen.length = 0;
    expect(await gateway.chargeSaved(request)).toEqual(first);
    expect(sent(/orders$/)).toHaveLength(0);
    expect(takenFor(request.transactionId)).toHaveLength(1);
  });

  it("charges nothing again as long as the search does not answer", async () => {
    const request = chargeOf(await save(), { transactionId: newId(Date.now() - 30 * 3_600_000) });
    server.troubles.push(500, 500);
    expect(await gateway.chargeSaved(request)).toMatchObject({ status: "unknown" });
    expect(takenFor(request.transactionId)).toHaveLength(0);
  });

  it("takes an invoice that PayPal has been paid for no refusal: an earlier request may have done it", async () => {
    const request = chargeOf(await save());
    succeeded(await gateway.chargeSaved(request));
    server.answers.clear();
    expect(await gateway.chargeSaved(request)).toMatchObject({ status: "unknown" });
    expect(takenFor(request.transactionId)).toHaveLength(1);
  });

  it("asks the owner where PayPal wants to see them", async () => {
    const request = chargeOf(await save(CARD.laterNeedsAction));
    const outcome = await gateway.chargeSaved(request);
    expect(outcome).toMatchObject({ status: "needs_action", url: expect.stringContaining("/checkoutnow") });
    const { reference } = outcome as { reference: string };
    expect(await look(request, reference)).toEqual(outcome);
    server.world.approve(reference, CARD.ok);
    succeeded(await look(request, reference));
  });

  it("shows one as it is, and forgets it for good", async () => {
    const method = await save();
    expect(await gateway.lookUpMethod(method.reference)).toMatchObject({ reference: method.reference, fingerprint: method.fingerprint });
    await gateway.forgetMethod(method);
    await gateway.forgetMethod(method);
    expect(await gateway.lookUpMethod(method.reference)).toBeNull();
    expect(await gateway.chargeSaved(chargeOf(method))).toMatchObject({ status: "declined", code: METHOD_UNKNOWN });
  });

  it("saves one without money once, also when the answer was lost and the key is forgotten", async () => {
    const setup = { mode: "setup", amount: money(0n, "EUR") } as const;
    const { request, reference } = await approve(CARD.ok, setup);
    server.troubles.push("none", "lost after");
    expect(await look(request, reference, { kind: "SETUP" })).toMatchObject({ status: "unknown" });
    server.answers.clear();
    const { method } = succeeded(await look(request, reference, { kind: "SETUP" }));
    expect([...server.world.tokens.values()].filter(({ token }) => token.customer.id === method!.customerReference)).toHaveLength(1);
    const waiting = checkoutOf(setup);
    const { reference: open, url } = await gateway.startCheckout(waiting);
    expect(await look(waiting, open, { kind: "SETUP" })).toEqual({ status: "needs_action", url });
    expect(await look(waiting, open, { kind: "SETUP", givenUp: true })).toMatchObject({ status: "canceled" });
  });
});

it("answers no more than PayPal does, and sends nothing that it does not know", () => {
  expect([...new Set(server.faults)]).toEqual([]);
});
