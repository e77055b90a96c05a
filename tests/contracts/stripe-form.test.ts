import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settingsInput, settingValues } from "#lib/kernel/setting-fields.ts";
import type { CheckoutRequest } from "#lib/payments/gateway.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { stripe } from "#lib/payments/gateways/stripe/plugin.ts";
import { stripeDescription } from "#tests/support/stripe-server/description.ts";
import { readParameters, valueAt } from "#tests/support/stripe-server/form.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf, succeeded } from "./gateway-contract.ts";

const FORM = "https://tv.example.com/checkout/pay/1";

let server: StripeServer;
let keys: { secretKey: string; apiBase: string; publishableKey: string };
beforeAll(async () => {
  server = await startStripeServer();
  keys = { secretKey: server.secretKey, apiBase: server.url, publishableKey: "pk_test_stand_in" };
});
afterAll(() => server.close());

const here = (more: Partial<CheckoutRequest> = {}) => checkoutOf({ formUrl: FORM, settings: { place: "here" }, ...more });
const asked = () => {
  const { body, idempotencyKey } = server.seen.findLast(({ path }) => path === "/v1/checkout/sessions")!;
  const given = readParameters(body);
  return { key: idempotencyKey, text: (path: string) => valueAt(given, path) };
};

describe.each(["payment", "setup"] as const)("a form on our own page (%s)", (mode) => {
  it("is opened by the same request, but for the place of the form", async () => {
    const gateway = stripeGateway(keys);
    const request = here({ mode });
    const hosted = { ...request, settings: {} };
    const started = await gateway.startCheckout(request);
    expect(started).toEqual({ reference: expect.stringMatching(/^cs_/), url: FORM });
    const form = asked();
    expect([form.text("ui_mode"), form.text("return_url")]).toEqual(["elements", request.returnUrl]);
    const places = ["ui_mode", "return_url", "success_url", "cancel_url", "customer"];
    const rest = () => readParameters(server.seen.at(-1)!.body).filter(({ path }) => !places.includes(path[0]));
    const sent = rest();
    await gateway.startCheckout(hosted);
    expect(rest()).toEqual(sent);
    expect(asked().key).not.toBe(form.key);
    expect(await gateway.startCheckout(request)).toEqual(started);
  });

  it("tells its secret while it is open, in a language that Stripe speaks, and is paid, closed and looked up like the page", async () => {
    const gateway = stripeGateway(keys);
    const request = here({ mode });
    const { reference } = await gateway.startCheckout(request);
    const needs = (locale: string) => gateway.formNeeds!({ reference, locale });
    expect(await needs("ar")).toEqual({ key: keys.publishableKey, secret: `${reference}_secret_of_stand_in`, locale: "ar" });
    expect(await needs("eo")).toMatchObject({ locale: "auto" });
    const look = () => gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: request.settings });
    server.world.pay(reference, CARD.insufficientFunds);
    expect(await look()).toMatchObject({ status: "needs_action", url: undefined, tried: { fingerprint: expect.any(String) } });
    server.world.pay(reference, CARD.ok);
    succeeded(await look());
    expect(await needs("en")).toBeNull();
    const left = await gateway.startCheckout(here({ mode }));
    await gateway.cancel!({ kind: "CHARGE", transactionId: "", reference: left.reference, settings: {} });
    expect(await gateway.formNeeds!({ reference: left.reference, locale: "en" })).toBeNull();
  });

  it.each([
    ["the operator did not choose it", here({ mode, settings: { place: "hosted" } }), "pk_test_x"],
    ["our page cannot show it", here({ mode, formUrl: undefined }), "pk_test_x"],
    ["its key is missing", here({ mode }), undefined],
  ])("gives way to Stripe's page where %s", async (_, request, publishableKey) => {
    const { url } = await stripeGateway({ ...keys, publishableKey }).startCheckout(request);
    expect(url).toContain("/c/pay/");
    expect(asked().text("ui_mode")).toBeUndefined();
  });
});

describe("the operator's choice", () => {
  const PUBLISHABLE = "STRIPE_PUBLISHABLE_KEY";
  const choose = () => settingsInput(stripe.settings).safeParse({ statementSuffix: "", place: "here" });

  it("is refused at its field while the key is missing, and counts as Stripe's page should the key go away", () => {
    expect(choose().error?.issues).toMatchObject([{ path: ["place"], message: "setting_needs_key" }]);
    expect(settingValues(stripe.settings, { place: "here" })).toMatchObject({ place: "hosted" });
    process.env[PUBLISHABLE] = "pk_test_stand_in";
    expect(choose().success).toBe(true);
    expect(settingValues(stripe.settings, { place: "here" })).toMatchObject({ place: "here" });
    delete process.env[PUBLISHABLE];
  });

  it("lets no secret key stand where browsers get it", () => {
    const shape = stripe.keys.find(({ name }) => name === PUBLISHABLE)!.shape!;
    expect(["pk_live_1", "sk_live_1", "rk_live_1"].map((key) => shape.safeParse(key).success)).toEqual([true, false, false]);
  });
});

it.skipIf(!stripeDescription())("asks and is answered as Stripe's description says", () => {
  expect(server.faults).toEqual([]);
});
