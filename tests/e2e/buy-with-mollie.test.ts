import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect as expectValue, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signUp } from "#tests/support/journey.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan } from "#tests/support/shop.ts";

useDatabase();
const mollie = await startMollieServer();
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MOLLIE_API_KEY: mollie.apiKey, MOLLIE_API_BASE: mollie.url });
  mollie.tell();
}, 240_000);
afterAll(() => mollie.close());
afterAll(expectBooksAgree);

async function toMollie(): Promise<{ page: Page; email: string }> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page);
  await page.getByRole("radio", { name: /Card or bank account/ }).check();
  await placeOrder(page, /\/checkout\/tr_/);
  return { page, email };
}

async function pay(page: Page, method: string, outcome: string): Promise<void> {
  await page.getByRole("radio", { name: method, exact: true }).check();
  await page.getByRole("radio", { name: outcome, exact: true }).check();
  await page.getByRole("button", { name: "Continue" }).click();
}

it("is paid with iDEAL after a card failed, renewed by a debit that is on its way for days and then arrives", async () => {
  const { page, email } = await toMollie();
  await pay(page, "Card", "Failed");
  await page.waitForURL(/\/checkout\/return/);
  await page
    .getByRole("button", { name: /try again|pay again|another way/i })
    .first()
    .click();
  await page.waitForURL(/\/checkout\/tr_/);
  await pay(page, "iDEAL", "Paid");
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
  const charges = () => db.transaction.findMany({ where: { customerId, kind: "CHARGE" }, orderBy: { number: "asc" } });
  expectValue(await charges()).toMatchObject([{ status: "DECLINED" }, { status: "SUCCEEDED", brand: "sepa_debit", last4: "4300" }]);

  await db.subscription.updateMany({ where: { customerId }, data: { renewsAt: new Date() } });
  await expect.poll(async () => (await charges())[2]?.status, { timeout: 60_000 }).toBe("PENDING");
  expectValue(await db.subscription.findMany({ where: { customerId } })).toMatchObject([{ status: "ACTIVE" }]);
  await expect.poll(async () => (await charges())[2]?.gatewayReference).toBeTruthy();
  mollie.world.settle();
  await mollie.sendEvents();
  await expect.poll(async () => (await charges())[2]?.status).toBe("SUCCEEDED");
  await expect.poll(() => db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
  expectValue(await charges()).toHaveLength(3);
  expectValue(mollie.faults).toEqual([]);
});

it("is settled by the event alone when the viewer does not come back", async () => {
  const { page, email } = await toMollie();
  await page.route(/\/checkout\/return/, (route) => route.abort());
  await pay(page, "Card", "Paid");
  const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
  await expect.poll(() => db.subscription.count({ where: { customerId, status: "ACTIVE" } })).toBe(1);
  expectValue(await db.inboundEvent.findFirst({ orderBy: { receivedAt: "desc" } })).toMatchObject({ source: "mollie", type: "payment" });
});
