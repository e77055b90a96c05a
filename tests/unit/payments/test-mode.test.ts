import { expect, it } from "vitest";
import { mollie } from "#lib/payments/gateways/mollie/plugin.ts";
import { paypal } from "#lib/payments/gateways/paypal/plugin.ts";
import { stripe } from "#lib/payments/gateways/stripe/plugin.ts";

const PAYPAL = { PAYPAL_CLIENT_ID: "id", PAYPAL_CLIENT_SECRET: "secret" };

it.each([
  [stripe, { STRIPE_SECRET_KEY: "sk_test_1" }, true],
  [stripe, { STRIPE_SECRET_KEY: "rk_live_1" }, false],
  [mollie, { MOLLIE_API_KEY: "test_1234567890" }, true],
  [mollie, { MOLLIE_API_KEY: "live_1234567890" }, false],
  [paypal, { ...PAYPAL, PAYPAL_API_BASE: "https://api-m.sandbox.paypal.com" }, true],
  [paypal, PAYPAL, false],
])("$label says that its keys are of the test mode", (plugin, keys, testMode) => {
  expect(plugin.open(keys).testMode).toBe(testMode);
});
