import type { FrameLocator, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { faultsNow } from "#tests/support/axe.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, CARDS } from "#tests/support/shop.ts";
import { serveStripeJs } from "#tests/support/stripe-js.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";

useDatabase();
let stripe: StripeServer;
let server: TestServer;
beforeAll(async () => {
  stripe = await startStripeServer();
  await db.setting.create({ data: { key: "gateways", value: { stripe: { settings: { place: "here" } } }, updatedAt: now() } });
  server = await startServer({
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_PUBLISHABLE_KEY: "pk_test_stand_in",
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_BASE: stripe.url,
  });
  stripe.sendWebhooksTo(`${server.url}/api/webhooks/payments/stripe`);
}, 240_000);
afterAll(() => stripe.close());
afterAll(expectBooksAgree);

type AtTheForm = { page: Page; card: FrameLocator; email: string; pays: RegExp; asked: string[] };

async function toTheForm(options: Parameters<typeof aPlan>[0] = {}, look: Parameters<typeof openPage>[0] = {}): Promise<AtTheForm> {
  const { price } = await aPlan(options);
  const page = await openPage(look);
  const { asked } = await serveStripeJs(page, stripe);
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page);
  await page.getByRole("radio", { name: /Card and more/ }).check();
  await page.getByRole("checkbox", { name: /terms of service/ }).check();
  await page.getByRole("button", { name: options.trialDays ? "Start the free trial" : /^Order and pay/ }).click();
  await page.waitForURL(/\/checkout\/pay\//);
  const pays = options.trialDays ? /^Save and go on$/ : /^Pay €10\.00$/;
  await expect(page.getByRole("button", { name: pays })).toBeEnabled();
  expect(faults).toEqual([]);
  return { page, card: page.frameLocator("iframe[title='Secure payment input frame']"), email, pays, asked };
}

async function pay({ page, card, pays }: AtTheForm, number: string): Promise<void> {
  await card.getByLabel("Card number").fill(number);
  await page.getByRole("button", { name: pays }).click();
}

async function paidOnce(email: string): Promise<void> {
  const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
  await expect.poll(() => db.message.count({ where: { customerId, templateKey: "welcome", status: "SENT" } })).toBe(1);
  expect(await db.transaction.findMany({ where: { customerId, status: "SUCCEEDED" } })).toHaveLength(1);
  // What was left at the gateway is closed there by the worker's next look.
  await expect.poll(() => db.transaction.count({ where: { customerId, settledAt: null } }), { timeout: 60_000 }).toBe(0);
  await expect.poll(() => db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
  expect(stripe.faults).toEqual([]);
}

describe("a form of the gateway's on our own page", () => {
  it("says that a card was declined, is used again, and confirms the purchase", async () => {
    const form = await toTheForm();
    expect(await faultsNow(form.page, "the form")).toEqual([]);
    await pay(form, CARDS.insufficientFunds);
    const alert = form.page.getByRole("alert");
    await expect(alert).toContainText("insufficient funds");
    await expect(alert).toBeFocused();
    await pay(form, CARDS.ok);
    await expect(form.page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
    await paidOnce(form.email);
    expect(new Set(form.asked.map((address) => address.split("/")[0]))).toEqual(new Set(["js.stripe.com", "api.stripe.com"]));
    await form.page.goBack();
    await form.page.waitForURL(/\/checkout\/return/);
  });

  it("is left, and another way pays", async () => {
    const form = await toTheForm();
    await form.page.getByRole("link", { name: "Choose another way to pay" }).click();
    await expect(form.page.getByRole("heading", { name: "You left the payment page" })).toBeVisible();
    await form.page.getByRole("link", { name: "Choose another way to pay" }).click();
    await form.page.getByRole("radio", { name: /Test payment/ }).check();
    await placeOrder(form.page);
    await payOnPage(form.page);
    await expect(form.page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
    await paidOnce(form.email);
  });

  it("saves a card for what is tried first, after it was left and opened again", async () => {
    const form = await toTheForm({ trialDays: 7 });
    await form.page.getByRole("link", { name: "Choose another way to pay" }).click();
    await form.page.getByRole("button", { name: "Continue to the payment" }).click();
    await expect(form.page.getByRole("button", { name: form.pays })).toBeEnabled();
    await pay(form, CARDS.ok);
    await expect(form.page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
    await paidOnce(form.email);
  });

  it("leads to what became of it when its time is over, and says what to do where it cannot be loaded", async () => {
    const form = await toTheForm({}, { colorScheme: "dark" });
    await expect(form.page.locator("iframe")).toHaveAttribute("data-theme", "night");
    await expect(form.page.locator("iframe")).toHaveCSS("color-scheme", "light"); // else it is painted white
    await form.page.route("https://js.stripe.com/**", (route) => route.abort());
    await form.page.reload();
    await expect(form.page.getByRole("alert")).toContainText("could not be loaded");
    await expect(form.page.getByRole("button", { name: form.pays })).toBeDisabled();
    await form.page.unroute("https://js.stripe.com/**");
    await form.page.reload();
    await expect(form.page.getByRole("button", { name: form.pays })).toBeEnabled();
    const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email: form.email } });
    const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { customerId } });
    stripe.world.expire(gatewayReference!);
    await pay(form, CARDS.ok);
    await expect(form.page.getByRole("heading", { name: /did not go through|left the payment page/ })).toBeVisible();
  });

  it("says without scripts that it needs them, and another way is open", async () => {
    const form = await toTheForm();
    const context = await form.page
      .context()
      .browser()!
      .newContext({ javaScriptEnabled: false, storageState: await form.page.context().storageState() });
    const plain = await context.newPage();
    await plain.goto(form.page.url());
    await expect(plain.getByRole("heading", { name: "This form needs JavaScript" })).toBeVisible();
    await plain.getByRole("link", { name: "Choose another way to pay" }).click();
    await expect(plain.getByRole("heading", { name: "You left the payment page" })).toBeVisible();
    await context.close();
  });
});
