import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { METHOD_UNKNOWN, type SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";
import { CARD, chargeOf, checkoutOf, succeeded } from "./gateway-contract.ts";
import { payersOf } from "./paypal-payers.ts";

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

const { look, approve, pay, takenFor } = payersOf(() => ({ server, gateway }));
const save = async (account?: string): Promise<SavedMethod> => (await pay(account)).paid.method!;
const sent = (path: RegExp) => server.seen.filter((request) => path.test(request.path));

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
