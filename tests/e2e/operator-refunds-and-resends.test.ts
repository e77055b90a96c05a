import type { Page } from "@playwright/test";
import { afterAll, beforeAll, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { openSearch, signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  const { price } = await aPlan();
  await buy(await aViewer({ name: "Nora Nowak" }), price);
  await buy(await aViewer({ name: "Vera Viewer" }), price);
}, 240_000);
afterAll(expectBooksAgree);

it("an operator finds a payment by its payer, gives a part back and sends the receipt again", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(page, server);
  await find(page, "nora", "Transactions");
  await refund(page);
  await find(page, "CN-", "Invoices");
  await expect(page.getByRole("heading", { level: 2, name: /CN-/ })).toBeVisible();
  await expect(details(page)).toContainText("€4.00");
  await resendReceipt(page);
});

/** Through the search over everything. */
async function find(page: Page, query: string, kind: string): Promise<void> {
  await (await openSearch(page)).fill(query);
  await page.getByRole("group", { name: kind }).getByRole("option").click();
  await expect(details(page)).toBeVisible();
}

async function refund(page: Page): Promise<void> {
  await details(page).getByRole("button", { name: "Refund" }).click();
  const dialog = page.getByRole("dialog", { name: "Give money back" });
  await dialog.getByLabel("Amount in EUR").fill("40.00");
  await dialog.getByLabel("Reason").fill("Two evenings without a picture");
  await dialog.getByRole("button", { name: "Refund now" }).click();
  await expect(dialog.getByLabel("Amount in EUR")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Amount in EUR").fill("4.00");
  await dialog.getByRole("button", { name: "Refund now" }).click();
  await expect(page.getByText("The money is given back")).toBeVisible();
  await expect(details(page).locator('dt:text-is("Refunded") + dd')).toHaveText("€4.00");
  await expect(details(page).getByText("Two evenings without a picture")).toBeVisible();
  await expect.poll(() => db.message.count({ where: { templateKey: "refunded", status: "SENT" } })).toBe(1);
}

async function resendReceipt(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Communications" }).click();
  await expect(page.getByRole("link", { name: "We have refunded €4.00" })).toBeVisible();
  await page
    .getByRole("row", { name: /Nora Nowak/ })
    .getByRole("link", { name: /^Your receipt/ })
    .click();
  await details(page).getByRole("button", { name: "Send again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("Queued. It is sent in a moment.")).toBeVisible();
  await expect(details(page).locator('dt:text-is("Sent again as") + dd')).toBeVisible();
  const again = () => db.message.findMany({ where: { resendOfId: { not: null } }, include: { customer: true } });
  await expect.poll(async () => (await again())[0].status).toBe("SENT");
  expect(await again()).toMatchObject([{ templateKey: "receipt", customer: { name: "Nora Nowak" } }]);
}

const details = (page: Page) => page.getByRole("complementary").filter({ has: page.locator("#details-title") });
