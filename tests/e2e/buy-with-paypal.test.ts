import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signUp } from "#tests/support/journey.ts";
import { type PayPalServer, startPayPalServer } from "#tests/support/paypal-server.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, CARDS } from "#tests/support/shop.ts";

useDatabase();
let paypal: PayPalServer;
let server: TestServer;
beforeAll(async () => {
  paypal = await startPayPalServer();
  server = await startServer({
    PAYPAL_CLIENT_ID: paypal.keys.clientId,
    PAYPAL_CLIENT_SECRET: paypal.keys.clientSecret,
    PAYPAL_WEBHOOK_ID: paypal.keys.webhookId,
    PAYPAL_API_BASE: paypal.url,
  });
  paypal.sendWebhooksTo(`${server.url}/api/webhooks/payments/paypal`);
}, 240_000);
afterAll(() => paypal.close());
afterAll(expectBooksAgree);

async function toPayPal(): Promise<{ page: Page; email: string }> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page);
  await page.getByRole("radio", { name: /PayPal/ }).check();
  await placeOrder(page, /\/checkoutnow/);
  return { page, email };
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const welcome = (page: Page) => expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();

describe("a purchase with PayPal", () => {
  it("goes back to PayPal after a card that was declined, and is paid with another", async () => {
    const { page, email } = await toPayPal();
    await press(page, "Pay with a card that is declined");
    await page.getByRole("link", { name: "Continue to the payment" }).click();
    await press(page, "Pay with PayPal");
    await welcome(page);
    await endedOnce(email);
  });

  it("is paid when the viewer closes the page, for PayPal says that they approved", async () => {
    const { page, email } = await toPayPal();
    await page.route(/\/checkout\/return/, (route) => route.abort());
    await press(page, "Pay with PayPal");
    await endedOnce(email);
  });

  it("is left for another way to pay, and takes nothing when it is approved after that", async () => {
    const { page, email } = await toPayPal();
    const order = new URL(page.url()).searchParams.get("token") ?? "";
    await page.getByRole("link", { name: "Cancel and return" }).click();
    await page.getByRole("link", { name: "Choose another way to pay" }).click();
    await page.getByRole("radio", { name: /Test payment/ }).check();
    await placeOrder(page);
    await payOnPage(page, CARDS.ok);
    await welcome(page);
    paypal.world.approve(order, "4242424242424242");
    await paypal.sendEvents();
    const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
    const tries = async () => {
      const rows = await db.transaction.findMany({ where: { customerId }, orderBy: { number: "asc" } });
      return rows.map(({ gateway, status, kind }) => [gateway, kind, status]);
    };
    const ended = [
      ["paypal", "CHARGE", "CANCELED"],
      ["sandbox", "CHARGE", "SUCCEEDED"],
    ];
    // The event may be on its way by another request of the stand-in.
    await expect.poll(tries).toEqual(ended);
    await expect.poll(() => db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
    expect(await tries()).toEqual(ended);
    expect(paypal.world.orders.get(order)?.status).toBe("APPROVED");
  });
});

async function endedOnce(email: string): Promise<void> {
  const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
  await expect.poll(() => db.message.count({ where: { customerId, templateKey: "welcome", status: "SENT" } })).toBe(1);
  const charges = await db.transaction.findMany({ where: { customerId }, include: { paymentMethod: true } });
  expect(charges).toMatchObject([{ gateway: "paypal", status: "SUCCEEDED", paymentMethod: { gateway: "paypal", kind: "wallet" } }]);
  expect(charges[0].fee).toBeGreaterThan(0n);
  expect(charges[0].gatewayReference).not.toBe(charges[0].paymentReference);
  expect(await db.subscription.findMany({ where: { customerId } })).toMatchObject([{ status: "ACTIVE" }]);
  await expect.poll(() => db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
  expect(paypal.faults).toEqual([]);
}
