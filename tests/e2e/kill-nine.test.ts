import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Message, Price } from "#lib/db/generated/client.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { holdAt } from "#tests/support/breakpoint.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(expectBooksAgree);

/** A new viewer at the checkout of a new plan. */
async function atCheckout(): Promise<{ page: Page; price: Price }> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(checkoutOf(price));
  await signUp(page);
  return { page, price };
}

const checkoutOf = (price: Price) => `${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`;

async function atPayment(): Promise<{ page: Page; price: Price; orderId: string }> {
  const { page, price } = await atCheckout();
  await placeOrder(page);
  const { id } = await db.order.findFirstOrThrow({ where: { priceId: price.id } });
  return { page, price, orderId: id };
}

/** As the viewer sees it, who finds the way to the confirmation. */
async function showsConfirmation(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
}

/** As the records tell it: one of everything, each in its final state, and the messages sent. */
async function endedOnce(price: Price): Promise<void> {
  const { customerId } = await db.order.findFirstOrThrow({ where: { priceId: price.id } });
  const where = { customerId };
  const messages = () =>
    db.message.findMany({ where: { ...where, templateKey: { in: ["welcome", "receipt"] } }, orderBy: { templateKey: "asc" } });
  await expect.poll(async () => (await messages()).map(textOf)).toEqual(["receipt SENT", "welcome SENT"]);
  expect((await db.order.findMany({ where })).map(({ status }) => status)).toEqual(["PAID"]);
  expect((await db.subscription.findMany({ where })).map(({ status }) => status)).toEqual(["ACTIVE"]);
  expect((await db.invoice.findMany({ where })).map(({ status }) => status)).toEqual(["PAID"]);
  expect((await db.transaction.findMany({ where })).map(({ status }) => status)).toEqual(["SUCCEEDED"]);
}

const textOf = ({ templateKey, status }: Message) => `${templateKey} ${status}`;

describe("a purchase whose server is killed with -9", () => {
  it.each([
    ["while the order is written", 'BEFORE INSERT ON "InvoiceLine" FOR EACH ROW'],
    ["when the order is written and the gateway's answer is not", 'BEFORE UPDATE OF "actionUrl" ON "Transaction" FOR EACH ROW'],
  ])("%s goes on when the viewer orders again", async (_, statement) => {
    const { page, price } = await atCheckout();
    await page.getByRole("checkbox", { name: /terms of service/ }).check();
    await holdAt(statement, () => page.getByRole("button", { name: /^Order and pay/ }).click(), server.kill);
    await server.restart();
    await page.goto(checkoutOf(price));
    await placeOrder(page);
    await payOnPage(page);
    await showsConfirmation(page);
    await endedOnce(price);
  });

  it("on the payment page goes on there", async () => {
    const { page, price } = await atPayment();
    await server.kill();
    await server.restart();
    await payOnPage(page);
    await showsConfirmation(page);
    await endedOnce(price);
  });

  it("between payment and return is found by asking the gateway, with nobody there", async () => {
    const { page, price, orderId } = await atPayment();
    await server.kill();
    await page.close();
    await payAtSandbox(orderId);
    await db.transaction.updateMany({ where: { orderId }, data: { reconcileAt: new Date() } });
    await server.restart();
    await endedOnce(price);
  });

  it("while the return is settled is settled at the next look", async () => {
    const { page, price, orderId } = await atPayment();
    await payAtSandbox(orderId);
    const returnPage = `${server.url}/checkout/return?order=${orderId}`;
    const lastStatement = `BEFORE INSERT ON "Message" FOR EACH ROW WHEN (NEW."templateKey" = 'receipt')`;
    await holdAt(lastStatement, () => page.goto(returnPage), server.kill);
    await server.restart();
    await page.goto(returnPage);
    await showsConfirmation(page);
    await endedOnce(price);
  });

  it("while a stored webhook is handled is settled by that webhook, with nobody there", async () => {
    const { page, price, orderId } = await atPayment();
    await page.close();
    await payAtSandbox(orderId);
    const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
    const webhook = sandboxWebhook(gatewayReference ?? "", "succeeded");
    const send = () => fetch(`${server.url}/api/webhooks/payments/sandbox`, { method: "POST", ...webhook });
    await holdAt('BEFORE INSERT ON "LedgerJournal" FOR EACH ROW', send, server.kill);
    const stored = await db.inboundEvent.updateMany({ where: { handledAt: null }, data: { nextAttemptAt: new Date() } });
    expect(stored.count).toBe(1);
    await server.restart();
    await endedOnce(price);
    await expect.poll(() => db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
  });
});
