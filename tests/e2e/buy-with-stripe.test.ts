import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, CARDS } from "#tests/support/shop.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";

useDatabase();
let stripe: StripeServer;
let server: TestServer;
beforeAll(async () => {
  stripe = await startStripeServer();
  server = await startServer({
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_BASE: stripe.url,
  });
  stripe.sendWebhooksTo(`${server.url}/api/webhooks/payments/stripe`);
}, 240_000);
afterAll(() => stripe.close());
afterAll(expectBooksAgree);

async function toStripe(): Promise<{ page: Page; email: string }> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page);
  await page.getByRole("radio", { name: /Card and more/ }).check();
  await placeOrder(page, /\/c\/pay\//);
  return { page, email };
}

async function pay(page: Page, card: string): Promise<void> {
  await page.getByLabel("Card number").fill(card);
  await page.getByRole("button", { name: "Pay 1000 EUR" }).click();
}

describe("a purchase with Stripe", () => {
  it("is paid on its page after a declined card, and confirmed", async () => {
    const { page, email } = await toStripe();
    await pay(page, CARDS.insufficientFunds);
    await expect(page.getByRole("alert")).toContainText("insufficient funds");
    await pay(page, CARDS.ok);
    await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
    await endedOnce(email);
  });

  it("is settled by the webhook alone when the viewer does not come back", async () => {
    const { page, email } = await toStripe();
    await page.route(/\/checkout\/return/, (route) => route.abort());
    await pay(page, CARDS.ok);
    await endedOnce(email);
  });

  it("asks the bank where the card wants it", async () => {
    const { page, email } = await toStripe();
    await pay(page, CARDS.needsAction);
    await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
    await endedOnce(email);
  });
});

async function endedOnce(email: string): Promise<void> {
  const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
  await expect.poll(() => db.message.count({ where: { customerId, templateKey: "welcome", status: "SENT" } })).toBe(1);
  const charges = await db.transaction.findMany({ where: { customerId }, include: { paymentMethod: true } });
  expect(charges).toMatchObject([{ gateway: "stripe", status: "SUCCEEDED", brand: "visa", paymentMethod: { gateway: "stripe" } }]);
  expect(charges[0].fee).toBeGreaterThan(0n);
  expect(await db.subscription.findMany({ where: { customerId } })).toMatchObject([{ status: "ACTIVE" }]);
  await expect.poll(() => db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
  expect(stripe.faults).toEqual([]);
}
