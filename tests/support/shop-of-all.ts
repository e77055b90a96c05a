import { afterAll, beforeAll } from "vitest";
import type { Arrived } from "#tests/contracts/channel-contract.ts";
import { startMailServer } from "#tests/contracts/mail-server.ts";
import { expectBooksAgree } from "./books.ts";
import { expect } from "./browser.ts";
import { startMollieServer } from "./mollie-server.ts";
import { startPayPalServer } from "./paypal-server.ts";
import { startServer, type TestServer } from "./server.ts";
import { startStripeServer } from "./stripe-server.ts";

/** A shop with the vendors' stand-ins side by side and a mail server, for one test file. Call it at the top, after `useDatabase()`. */
export async function shopOfAll() {
  const [stripe, paypal, mollie, mail] = await Promise.all([
    startStripeServer(),
    startPayPalServer(),
    startMollieServer(),
    startMailServer({ user: "tv", password: "pass" }),
  ]);
  const shop = { stripe, paypal, mollie, mail, server: undefined as unknown as TestServer, letterTo };

  beforeAll(async () => {
    shop.server = await startServer({
      ...{ STRIPE_SECRET_KEY: stripe.secretKey, STRIPE_WEBHOOK_SECRET: stripe.webhookSecret, STRIPE_API_BASE: stripe.url },
      ...{ PAYPAL_CLIENT_ID: paypal.keys.clientId, PAYPAL_CLIENT_SECRET: paypal.keys.clientSecret },
      ...{ PAYPAL_WEBHOOK_ID: paypal.keys.webhookId, PAYPAL_API_BASE: paypal.url },
      ...{ MOLLIE_API_KEY: mollie.apiKey, MOLLIE_API_BASE: mollie.url },
      ...{ SMTP_URL: `smtp://tv:pass@${mail.address}`, MAIL_FROM: "Streamtill TV <tv@example.com>" },
    });
    stripe.sendWebhooksTo(`${shop.server.url}/api/webhooks/payments/stripe`);
    paypal.sendWebhooksTo(`${shop.server.url}/api/webhooks/payments/paypal`);
    mollie.tell();
  }, 240_000);
  afterAll(async () => {
    await expectBooksAgree();
    expect([stripe, paypal, mollie].flatMap(({ faults }) => faults)).toEqual([]);
    await Promise.all([stripe, paypal, mollie, mail].map((each) => each.close()));
  });

  /** The letter to an address whose subject matches, once it is delivered. */
  async function letterTo(address: string, subject: RegExp): Promise<Arrived> {
    const found = () => mail.arrived.findLast((letter) => letter.to === address && subject.test(letter.subject ?? ""));
    await expect.poll(() => found() !== undefined, { timeout: 60_000 }).toBe(true);
    return found() as Arrived;
  }
  return shop;
}
