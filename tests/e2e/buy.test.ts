import type { BrowserContextOptions } from "@playwright/test";
import { beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Plan, Price } from "#lib/db/generated/client.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, CARDS } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
let plan: Plan;
let price: Price;
beforeAll(async () => {
  ({ plan, price } = await aPlan());
  const yearly = { planId: plan.id, interval: "YEAR" as const, createdAt: new Date() };
  await db.price.create({ data: { ...yearly, amounts: { create: { currency: "EUR", amount: 9_900n } } } });
  await aPlan({ amount: 500n });
  server = await startServer();
}, 240_000);

const checkout = () => `${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`;

it("has the languages in the phone's header, and compares the plans for the interval that is chosen", async () => {
  const page = await openPage();
  await page.goto(server.url);
  await expect(page.getByRole("banner").getByRole("link", { name: "العربية" })).toBeVisible();
  const comparison = page.getByRole("region", { name: "Compare the plans" });
  await expect(comparison.getByText("€10.00")).toBeVisible();
  await expect(comparison.getByText("€99.00")).toBeHidden();
  await page.getByText("Yearly").click();
  await expect(comparison.getByText("€99.00")).toBeVisible();
  await expect(comparison.getByText("€10.00")).toBeHidden();
  await expect(comparison.getByText("€5.00")).toBeVisible();
  await expect(page.getByText("Save 17%")).toBeVisible();
});

describe.each<[string, BrowserContextOptions]>([
  ["with scripts", {}],
  ["without scripts", { javaScriptEnabled: false }],
])("a purchase on a phone %s", (_, options) => {
  it("goes from the landing page to the login of the TV app", async () => {
    const page = await openPage(options);
    await page.goto(server.url);
    await page
      .getByRole("link", { name: /^Choose this plan/ })
      .first()
      .click();
    const email = await signUp(page);
    await page.getByRole("button", { name: /^Order and pay/ }).click();
    await expect(page.getByText("Please tick this to go on.")).toBeVisible();
    await placeOrder(page);
    await payOnPage(page);
    await expect(page.getByRole("heading", { name: `Welcome. ${plan.name} is yours.` })).toBeVisible();
    await expect(page.getByText(/^Your plan renews on .* for €10\.00, then every month/)).toBeVisible();
    const customer = await db.customer.findUniqueOrThrow({ where: { email }, include: { subscriptions: true } });
    await expect(page.getByText(customer.serviceUserId)).toBeVisible();
    expect(customer.subscriptions.map(({ status }) => status)).toEqual(["ACTIVE"]);
    await page.goto(checkout());
    await expect(page.getByRole("heading", { name: `You already have ${plan.name}` })).toBeVisible();
    const other = await aPlan();
    await page.goto(`${server.url}/checkout?price=${other.price.id}&currency=EUR`);
    await expect(page.getByText("This plan would be added to it, and you would pay for both.")).toBeVisible();
  });
});

describe("a payment that does not go through", () => {
  it("says why and can be tried again", async () => {
    const page = await openPage();
    await page.goto(checkout());
    await signUp(page);
    await placeOrder(page);
    await payOnPage(page, CARDS.insufficientFunds);
    await expect(page.getByText("There was not enough money on the card.")).toBeVisible();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForURL(/\/sandbox\/pay\//);
    await payOnPage(page);
    await expect(page.getByRole("heading", { name: /is yours/ })).toBeVisible();
  });

  it.each<[string, BrowserContextOptions]>([
    ["with scripts", {}],
    ["without scripts", { javaScriptEnabled: false }],
  ])("can be left and taken up again %s", async (_, options) => {
    const page = await openPage(options);
    await page.goto(checkout());
    await signUp(page);
    await placeOrder(page);
    await page.locator("button[value=cancel]").click();
    await expect(page.getByRole("heading", { name: "You left the payment page" })).toBeVisible();
    await page.getByRole("button", { name: "Continue to the payment" }).click();
    await page.waitForURL(/\/sandbox\/pay\//);
  });

  it("shows nothing personal to somebody else", async () => {
    const owner = await openPage();
    await owner.goto(checkout());
    const email = await signUp(owner);
    await placeOrder(owner);
    await payOnPage(owner);
    const guest = await openPage();
    expect((await guest.goto(owner.url()))?.status()).toBe(200);
    expect(await guest.content()).not.toMatch(new RegExp(`${email}|TV-[0-9A-Z]{4}-`));
    await guest.goto(checkout());
    await signUp(guest);
    expect((await guest.goto(owner.url()))?.status()).toBe(404);
  });
});

it("says at its place what is wrong with a coupon, a country and a price", async () => {
  const page = await openPage();
  await page.goto(`${checkout()}&coupon=NOPE`);
  await expect(page.getByRole("alert").filter({ hasText: "coupon" })).toBeVisible();
  const elsewhere = await aPlan({ countries: ["AT"] });
  await page.goto(`${server.url}/checkout?price=${elsewhere.price.id}&currency=EUR&country=DE`);
  await expect(page.getByText("This plan is not sold in this country.").first()).toBeVisible();
  const old = await aPlan();
  await db.price.update({ where: { id: old.price.id }, data: { archivedAt: new Date() } });
  await page.goto(`${server.url}/checkout?price=${old.price.id}&currency=EUR`);
  await expect(page.getByRole("heading", { name: /is no longer sold/ })).toBeVisible();
});
