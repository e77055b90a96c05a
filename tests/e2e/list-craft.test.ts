import type { Page } from "@playwright/test";
import { beforeAll, expect as expectNow, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { addCustomer, addTransaction } from "#tests/domain/reports/history.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
let customerId: string;
const DESK = { viewport: { width: 1440, height: 800 } };

beforeAll(async () => {
  server = await startServer();
  customerId = (await addCustomer({ name: "Ada" })).id;
  for (let n = 1; n <= 60; n += 1) await addTransaction(new Date(Date.now() - n * 3_600_000).toISOString(), 500n, { customerId });
  await buy(await aViewer({ name: "Vera" }), (await aPlan({ amount: 900n })).price);
}, 600_000);

const rows = (page: Page) => page.locator("tbody tr");
const firstHref = (page: Page) => rows(page).first().getByRole("link").getAttribute("href");
const heading = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });
const menu = (page: Page, name: string) => page.locator("summary", { hasText: name });
const arrives = (amount: bigint, more = {}) => addTransaction(new Date().toISOString(), amount, { customerId, ...more });

it("says what has arrived, brings it when asked, and disturbs neither an open row nor what is typed there", {
  timeout: 240_000,
}, async () => {
  const page = await openPage(DESK);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions?status=SUCCEEDED`);
  await rows(page).first().getByRole("link").click();
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  const reason = page.getByRole("dialog").getByLabel("Reason");
  await reason.fill("Half a sentence");
  const address = page.url();

  await arrives(1234n);
  await arrives(1300n);
  await arrives(1400n, { status: "DECLINED" });
  const pill = page.getByRole("button", { name: "2 new", includeHidden: true });
  await expect(pill).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole("status", { includeHidden: true }).filter({ hasText: "New rows have arrived" })).toHaveCount(1);
  await expect(rows(page)).toHaveCount(50);
  await expect(rows(page).first()).not.toContainText("13.00");
  await expect(reason).toHaveValue("Half a sentence");

  await page.keyboard.press("Escape");
  await pill.click();
  await expect(rows(page).first()).toContainText("13.00");
  await expect(pill).toHaveCount(0);
  expectNow(page.url()).toBe(address);

  await page.goto(`${server.url}/operator/transactions`);
  await page.getByRole("link", { name: "Next" }).click();
  await page.waitForURL(/cursor=a/);
  const first = await firstHref(page);
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/arrived/") && asked.push(request.url()));
  await arrives(1500n);
  await page.waitForTimeout(12_000);
  expectNow(asked).toEqual([]);
  await page.getByRole("link", { name: "Previous" }).click();
  await page.waitForURL(/cursor=b/);
  await page.goBack();
  await expect.poll(() => firstHref(page)).toBe(first);
});

it("asks no further once the operator is signed out", { timeout: 240_000 }, async () => {
  const page = await openPage(DESK);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions`);
  const answers: number[] = [];
  page.on("response", (response) => response.url().includes("/arrived/") && answers.push(response.status()));
  await db.session.deleteMany();
  await expect.poll(() => answers, { timeout: 40_000 }).toEqual([401]);
  await page.waitForTimeout(12_000);
  expectNow(answers).toEqual([401]);
});

it("shows the columns that were chosen at the first paint, in the next browser and without scripts, and on a phone with the first in sight", {
  timeout: 240_000,
}, async () => {
  const page = await openPage(DESK);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions`);
  await menu(page, "Columns").click();
  await expect(page.getByRole("checkbox", { name: "Amount" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "Method" }).uncheck();
  await page.getByRole("checkbox", { name: "Reference" }).check();
  await page.getByRole("radio", { name: "Compact" }).check();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(heading(page, "Reference")).toBeVisible();
  await expect(heading(page, "Method")).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "Method" })).toBeHidden();

  const storageState = await page.context().storageState();
  const plain = await openPage({ ...DESK, javaScriptEnabled: false, storageState });
  await plain.goto(page.url());
  await expect(heading(plain, "Reference")).toBeVisible();

  const phone = await openPage({ viewport: { width: 390, height: 780 }, storageState });
  await phone.goto(page.url());
  const frame = phone.getByRole("region", { name: "Transactions" });
  await expect(heading(phone, "Reference")).toHaveCount(1);
  await frame.evaluate((element) => element.scrollTo(element.scrollWidth, 300));
  expectNow(await frame.evaluate((element) => element.scrollLeft)).toBeGreaterThan(50);
  const left = async (part: typeof frame) => (await part.boundingBox())!;
  const amount = rows(phone).nth(8).locator("td").first();
  expectNow(Math.abs((await left(amount)).x - (await left(frame)).x)).toBeLessThan(3);
  expectNow(Math.abs((await left(heading(phone, "Amount"))).y - (await left(frame)).y)).toBeLessThan(3);
  await amount.click();
  await phone.waitForURL(/open=/);

  await menu(page, "Columns").click();
  await page.getByRole("button", { name: "As usual" }).click();
  await expect(heading(page, "Method")).toBeVisible();
});

it("keeps a view as a link, refuses its name twice at the field, renames, shares and deletes it", { timeout: 240_000 }, async () => {
  const page = await openPage(DESK);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions?status=DECLINED&sort=amount`);
  await menu(page, "Save view").click();
  await page.getByLabel("Name", { exact: true }).fill("Refused by the bank");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const views = page.getByRole("navigation", { name: "Saved views" });
  const view = views.getByRole("link", { name: "Refused by the bank" });
  await expect(view).toHaveAttribute("aria-current", "page");

  await views.getByRole("link", { name: "All" }).click();
  await page.waitForURL(/transactions$/);
  await page.goto(`${server.url}/operator/transactions?status=PENDING`);
  await menu(page, "Save view").click();
  await page.getByLabel("Name", { exact: true }).fill("Refused by the bank");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("You have a view with this name already.").last()).toBeVisible();
  await page.keyboard.press("Escape");

  await view.click();
  await page.waitForURL(/sort=amount.*status=DECLINED/);
  await menu(page, "Edit view").click();
  await page.getByLabel("Name", { exact: true }).fill("Refused");
  await page.getByRole("checkbox", { name: "Share with the team" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(views.getByRole("link", { name: "Shared Refused" })).toHaveAttribute("aria-current", "page");
  await page.goBack();
  await page.waitForURL(/status=PENDING/);
  await page.goForward();
  await menu(page, "Edit view").click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.waitForURL(/transactions$/);
  await expect(views).toHaveCount(0);
});

it("is walked, opened and closed by keys, which a dialog tells", { timeout: 240_000 }, async () => {
  const page = await openPage(DESK);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions`);
  const focused = page.locator("tbody tr:focus-within");
  const isFocused = (row: number) => expect(rows(page).nth(row).locator("a:focus")).toHaveCount(1);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(focused).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  for (let up = 0; up < 5; up += 1) await page.keyboard.press("k");
  await isFocused(0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("j");
  await isFocused(2);
  await page.keyboard.press("Enter");
  await expect(rows(page).nth(2)).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("j");
  await expect(rows(page).nth(3)).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Escape");
  await expect(page.locator("tbody tr[aria-current]")).toHaveCount(0);
  await isFocused(3);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys for this list" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("?j");
  await expect(page.getByRole("searchbox")).toHaveValue("?j");
});
