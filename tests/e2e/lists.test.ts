import type { Page } from "@playwright/test";
import { beforeAll, expect as expectNow, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { addCustomer, addTransaction } from "#tests/domain/reports/history.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  const { id: customerId } = await addCustomer({ name: "Ada" });
  for (let n = 0; n < 60; n += 1)
    await addTransaction(new Date(Date.now() - n * 3_600_000).toISOString(), 500n + BigInt((n * 37) % 60), { customerId });
  const { price } = await aPlan({ amount: 900n });
  await buy(await aViewer({ name: "Dana Declined" }), price, { card: CARDS.insufficientFunds });
  const { invoiceId } = await db.transaction.findFirstOrThrow({ where: { status: "DECLINED" } });
  await db.invoice.update({ where: { id: invoiceId! }, data: { nextAttemptAt: new Date(Date.now() + 2 * 86_400_000) } });
}, 240_000);

const rows = (page: Page) => page.locator("tbody tr");
const heading = (page: Page, name: string) => page.getByRole("columnheader", { name });
const amounts = async (page: Page) =>
  (await rows(page).locator("td:first-child").allInnerTexts()).map((text) => Number(text.replace(/[^\d.]/g, "")));

it("a list keeps its headings in sight, filters when something is chosen, and is sorted by its headings, also without scripts", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions`);

  const frame = page.getByRole("region", { name: "Transactions" });
  await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expectNow(await frame.evaluate((element) => element.scrollTop)).toBeGreaterThan(500);
  const top = async (part: typeof frame) => (await part.boundingBox())!.y;
  expectNow(Math.abs((await top(heading(page, "Payer"))) - (await top(frame)))).toBeLessThan(3);

  await page.getByRole("combobox", { name: "State" }).selectOption("DECLINED");
  await page.waitForURL(/status=DECLINED/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("There was not enough money on the card or account.");
  await expect(rows(page)).toContainText(/Next try: \w/);

  await page.getByRole("combobox", { name: "State" }).selectOption("SUCCEEDED");
  await page.waitForURL(/status=SUCCEEDED/);
  await expect(heading(page, "Date")).toHaveAttribute("aria-sort", "descending");
  await heading(page, "Amount").getByRole("link").click();
  await page.waitForURL(/status=SUCCEEDED.*sort=amount/);
  await expect(heading(page, "Amount")).toHaveAttribute("aria-sort", "descending");
  const down = await amounts(page);
  expectNow(down).toEqual(down.toSorted((a, b) => b - a));
  expectNow(down[0]).toBe(5.59);

  await page.getByRole("link", { name: "Next" }).click();
  await page.waitForURL(/sort=amount.*cursor=/);
  await expect(rows(page)).toHaveCount(10);
  await page.getByRole("combobox", { name: "Kind" }).selectOption("CHARGE");
  await page.waitForURL(/kind=CHARGE/);
  expectNow(page.url()).toMatch(/sort=amount&status=SUCCEEDED/);
  expectNow(page.url()).not.toContain("cursor");

  const storageState = await page.context().storageState();
  const plain = await openPage({ viewport: { width: 1440, height: 800 }, javaScriptEnabled: false, storageState });
  await plain.goto(page.url());
  await heading(plain, "Amount").getByRole("link").click();
  await expect(heading(plain, "Amount")).toHaveAttribute("aria-sort", "ascending");
  expectNow((await amounts(plain))[0]).toBe(5);
});

it("with the details open, arrows and j/k go from row to row; a bar says that a page is on its way", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions`);
  await rows(page).first().getByRole("link").click();
  const opened = page.locator("tbody tr[aria-current]");
  const isOpen = (row: number) => expect(rows(page).nth(row)).toHaveAttribute("aria-current", "true");
  await isOpen(0);
  await page.getByRole("complementary").getByRole("heading", { level: 2 }).waitFor();
  for (const [key, row] of [
    ["ArrowDown", 1],
    ["j", 2],
    ["k", 1],
    ["ArrowUp", 0],
  ] as const) {
    await page.keyboard.press(key);
    await isOpen(row);
  }
  await page.keyboard.press("Escape");
  await expect(opened).toHaveCount(0);

  await expect(page.getByRole("progressbar")).toHaveCount(0);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/operator\/customers/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole("navigation").getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("progressbar", { name: "Loading…" })).toBeVisible();
  answer();
  await page.waitForURL(/customers/);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

it("what was typed and not saved is not left unasked, by a link or by the browser's own button", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  await page.getByRole("navigation").getByRole("link", { name: "Plans" }).click();
  await page.waitForURL(/operator\/plans$/);
  await page.getByRole("link", { name: "New plan" }).click();
  await page.waitForURL(/plans\/new/);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Half a plan");

  const questions: string[] = [];
  let leave = false;
  page.on("dialog", async (dialog) => {
    questions.push(dialog.message());
    await (leave ? dialog.accept() : dialog.dismiss());
  });
  await page.getByRole("navigation").getByRole("link", { name: "Coupons" }).click();
  await expect.poll(() => questions.length).toBe(1);
  await page.evaluate(() => history.back());
  await expect.poll(() => questions.length).toBe(2);
  await expect(name).toHaveValue("Half a plan");
  expectNow(page.url()).toMatch(/plans\/new/);

  leave = true;
  await name.press("End");
  await page.evaluate(() => history.back());
  await page.waitForURL(/operator\/plans$/);
  expectNow(questions).toEqual(Array(3).fill("You have changes that are not saved. Leave without them?"));
  await page.getByRole("navigation").getByRole("link", { name: "Coupons" }).click();
  await page.waitForURL(/coupons/);
  expectNow(questions).toHaveLength(3);
});

it("a choice that cannot be read keeps its shape, and a number or date half typed is said at its place, not taken for an empty field", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions?status=FOO`);
  const state = page.getByRole("combobox", { name: "State" });
  const [box, arrow] = [await state.boundingBox(), await state.locator("xpath=following-sibling::*").boundingBox()];
  expectNow(arrow!.x + arrow!.width).toBeLessThan(box!.x + box!.width);

  await page.goto(`${server.url}/operator/settings/renewals`);
  const grace = page.getByLabel("Days of access meanwhile");
  const save = page.getByRole("button", { name: "Save" });
  const graceNow = async () => (await getSettings()).dunning.graceDays;
  await grace.fill("");
  await grace.pressSequentially("5-7");
  await save.click();
  await expect(grace).toBeFocused();
  await grace.fill("");
  await save.click();
  await expect(page.getByText("Please fill this in.")).toBeVisible();
  expectNow(await graceNow()).toBe(21);
  await grace.fill("5");
  await save.click();
  await expect.poll(graceNow).toBe(5);
});
