import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect as expectValue, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signInAsOwner, signUp } from "#tests/support/journey.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, changeSettings } from "#tests/support/shop.ts";

/** The provider of the guide that takes a form and cannot be asked, described by an operator as the guide says it. */
useDatabase();
const SECRET = "a secret of the bank's";
const provider = await startLocalProviders(SECRET);
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ LOCAL_GATEWAY_SECRET: SECRET, LOCAL_GATEWAY_API_BASE: provider.url });
}, 240_000);
afterAll(() => provider.close());
afterAll(expectBooksAgree);

async function toProvider(at = /\/start$/) {
  const { price } = await aPlan({ kind: "PASS" });
  const page = await openPage();
  const refused: string[] = [];
  const policies: string[] = [];
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest() && new URL(response.url()).pathname === "/leave";
    if (isPage) policies.push(response.headers()["content-security-policy"] ?? "none");
  });
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page);
  await page.getByRole("radio", { name: /Oasis Pay/ }).check();
  await placeOrder(page, at);
  return { page, email, refused, policies };
}

async function pick(page: Page, outcome: string): Promise<void> {
  await page.getByRole("radio", { name: outcome, exact: true }).check();
  await page.getByRole("button", { name: "Continue" }).click();
}

const chargesOf = (email: string) => db.transaction.findMany({ where: { customer: { email } }, orderBy: { number: "asc" } });
const isActive = (email: string) => db.subscription.count({ where: { customer: { email }, status: "ACTIVE" } });

it("is described by an operator as its manual says it, and switched on", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  const { page: its, report } = describedInGuide("form", provider.url);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/settings/gateways`);
  const local = page.locator("section").filter({ has: page.getByRole("heading", { name: "Local payment provider" }) });
  await local.getByLabel("What viewers know it as").fill("Oasis Pay");
  await local.getByLabel("Its payment page").fill(String(its));
  await local.getByLabel("What it reports").fill(String(report));
  await local.getByRole("button", { name: "Save" }).click();
  await expect(local.getByText("Saved", { exact: false })).toBeVisible();
  await local.getByRole("button", { name: "Switch on" }).click();
  await expect(local.getByRole("button", { name: "Switch off" })).toBeVisible();
});

it("stands beside gateways that have no keys yet, which can be kept off until those are tested", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/settings/gateways`);
  const card = page.locator("section").filter({ has: page.getByRole("heading", { name: "PayPal", exact: true }) });
  await expect(card.getByText("Viewers are offered it as soon as its keys are here.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Test the keys" })).toHaveCount(0);
  await card.getByRole("button", { name: "Switch off" }).click();
  await expect(card.getByText("It is off, and stays so when its keys are here, until you switch it on.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Switch on" })).toBeVisible();
  const { gateways } = await getSettings();
  expectValue(gateways.paypal).toMatchObject({ enabled: false });
});

it("is led there by a form, fails, goes back, and has the plan by the return that is signed", async () => {
  provider.tells.on = false;
  const { page, email, refused, policies } = await toProvider();
  expectValue(policies).toEqual([expectValue.not.stringMatching(/script-src[^;]*'unsafe-inline'|^none/)]);
  await pick(page, "Failed");
  await expect(page.getByRole("heading", { name: "The payment did not go through" })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForURL(`${provider.url}/start`);
  await page.getByRole("link", { name: "Back to the shop" }).click();
  await expect(page.getByRole("heading", { name: "You left the payment page" })).toBeVisible();
  await page.getByRole("button", { name: "Continue to the payment" }).click();
  await page.waitForURL(`${provider.url}/start`);
  await pick(page, "Paid");
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  expectValue(await isActive(email)).toBe(1);
  const [failed, paid, ...more] = await chargesOf(email);
  expectValue([failed, paid]).toMatchObject([
    { status: "DECLINED", failureCode: "0116" },
    { status: "SUCCEEDED", paymentReference: `t-${paid.id}` },
  ]);
  expectValue([more, provider.wrong, refused]).toEqual([[], [], []]);
  expectValue(await db.inboundEvent.count({ where: { source: "local" } })).toBe(0);
});

it("has it by the notification alone when the viewer closes the page, and the operator sees both sides' references", async () => {
  provider.tells.on = true;
  const { page, email } = await toProvider();
  await page.route(/\/checkout\/return/, (route) => route.abort());
  await pick(page, "Paid");
  await page.close();
  await expect.poll(() => isActive(email)).toBe(1);
  const [{ id, status }] = await chargesOf(email);
  expectValue(status).toBe("SUCCEEDED");
  const operator = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(operator, server);
  await operator.goto(`${server.url}/operator/transactions?open=${id}`);
  await expect(operator.locator('dt:text-is("Gateway reference") + dd')).toContainText(id);
  await expect(operator.locator('dt:text-is("Payment reference") + dd')).toContainText(`t-${id}`);
});

it("comes back by a form of the bank's site, still signed in, with the plan", async () => {
  await changeSettings("gateways", {
    local: { enabled: true, settings: { ...describedInGuide("key", provider.url), name: "Oasis Pay" } },
  });
  const { page, email } = await toProvider(/\/checkout$/);
  await pick(page, "Paid");
  await page.getByRole("button", { name: "Return to the shop" }).click();
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  expectValue(new URL(page.url()).pathname).toBe("/checkout/return");
  expectValue(await isActive(email)).toBe(1);
});
