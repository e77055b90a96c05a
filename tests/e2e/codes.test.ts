import { beforeAll, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Plan } from "#lib/db/generated/client.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aCoupon, aPlan } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
let plan: Plan;
beforeAll(async () => {
  ({ plan } = await aPlan());
  const { plan: sports } = await aPlan({ amount: 300n, kind: "ADD_ON" });
  await db.plan.update({ where: { id: sports.id }, data: { name: "Sports" } });
  server = await startServer();
}, 400_000);

it("a link brings its coupon to the checkout, which says how long it lasts, and it can be taken out there", async () => {
  await aCoupon("QUARTER", { percentPpm: 250_000, duration: "REPEATING", cycles: 3 });
  const page = await openPage();
  await page.goto(`${server.url}/plans/${plan.slug}?coupon=quarter&utm_source=mail`);
  await expect(page).toHaveURL(`${server.url}/plans/${plan.slug}?utm_source=mail`);
  await page.getByRole("link", { name: "Choose this plan" }).click();
  await expect(page.getByText("Coupon QUARTER")).toBeVisible();
  await expect(page.getByText(/Your coupon lasts for the first 3 months; after that you pay €10\.00 every month/)).toBeVisible();
  await page.getByRole("link", { name: "Remove the coupon" }).click();
  await expect(page.getByText("Coupon QUARTER")).toBeHidden();
  await expect(page.getByText(/^Renews on .* for €10\.00/)).toBeVisible();
});

it("a voucher is redeemed by somebody new, and its money pays first at the checkout", async () => {
  await makeVouchers(makeVouchersInput.parse({ name: "Kiosk", count: 1, currency: "EUR", amount: "4.00" }), SYSTEM);
  const code = unseal((await db.voucher.findFirstOrThrow()).sealed);
  const page = await openPage();
  await page.goto(`${server.url}/redeem`);
  await page.getByLabel("Code").fill("K7QP-M2XW-TRAB-C3DE");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("alert")).toContainText("There is no voucher with this code");
  await page.getByLabel("Code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Vera Viewer");
  await page.getByLabel("Email address").first().fill("vera-voucher@example.com");
  await page.getByLabel("Password", { exact: true }).first().fill("correct horse battery");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("button", { name: "Put it on my balance" }).click();
  await page.waitForURL(`${server.url}/account/balance?notice=redeemed`);
  await expect(page.getByText("€4.00").first()).toBeVisible();
  await page.goto(`${server.url}/plans/${plan.slug}`);
  await page.getByRole("link", { name: "Choose this plan" }).click();
  await expect(page.getByText("From your balance")).toBeVisible();
  await page.getByRole("checkbox", { name: /terms of service/ }).check();
  await page.getByRole("button", { name: "Order and pay €6.00" }).click();
  await payOnPage(page);
  await expect(page.getByText("You paid €6.00, and €4.00 from your balance.")).toBeVisible();
});

it("a gift is bought from the plan's page, with a card to print, and redeemed by somebody else", async () => {
  const giver = await openPage();
  await giver.goto(`${server.url}/plans/${plan.slug}`);
  await giver.getByRole("link", { name: "Give it as a gift" }).click();
  await signUp(giver, { name: "Greta Giver" });
  await giver.getByLabel("Their name").fill("Nora");
  await giver.getByLabel("Their email address").fill("nora@example.com");
  await giver.getByLabel("Your words").fill("Happy birthday!");
  await placeOrder(giver);
  await payOnPage(giver);
  await expect(giver.getByRole("heading", { name: `${plan.name} for Nora is paid` })).toBeVisible();
  const { id, sealed } = await db.gift.findFirstOrThrow();
  const card = await giver.request.get(`${server.url}/account/gifts/${id}/card`);
  expect(card.headers()["content-type"]).toBe("application/pdf");

  const receiver = await openPage();
  expect((await receiver.request.get(`${server.url}/account/gifts/${id}/card`, { maxRedirects: 0 })).status()).not.toBe(200);
  await receiver.goto(`${server.url}/redeem?code=${unseal(sealed)}`);
  await expect(receiver.getByText("Happy birthday!")).toBeVisible();
  await receiver.getByLabel("Name", { exact: true }).fill("Nora");
  await receiver.getByLabel("Email address").first().fill("nora@example.com");
  await receiver.getByLabel("Password", { exact: true }).first().fill("correct horse battery");
  await receiver.getByRole("button", { name: "Create the account" }).click();
  await receiver.getByRole("button", { name: "Begin my plan" }).click();
  await receiver.waitForURL(`${server.url}/account`);
  await expect(receiver.getByText(/^Ends on/)).toBeVisible();
});

it("an add-on is ticked at the checkout, is in the sum at once, and is bought with the plan", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/plans/${plan.slug}`);
  await page.getByRole("link", { name: "Choose this plan" }).click();
  const box = page.getByRole("checkbox", { name: /Sports/ });
  await box.check();
  await expect(page.getByText(/^Renews on .* for €13\.00/)).toBeVisible();
  await expect(box).toBeFocused();
  const email = await signUp(page);
  await expect(box).toBeChecked();
  await placeOrder(page);
  await payOnPage(page);
  await expect(page.getByText("You paid €13.00.")).toBeVisible();
  const { items } = await db.subscription.findFirstOrThrow({ where: { customer: { email } }, include: { items: true } });
  expect(items.map(({ name }) => name).sort()).toEqual(["Premium", "Sports"]);
});
