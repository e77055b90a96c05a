import type { Page } from "@playwright/test";
import { beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { seedCatalogue } from "#prisma/seed/catalogue.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();
let server: TestServer;
beforeAll(async () => {
  await seedCatalogue();
  server = await startServer();
}, 240_000);

/** As a person's browser calls itself: the one that runs tests is a bot. */
const userAgent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
const open = async (javaScriptEnabled: boolean, path = "/") => {
  const page = await openPage({ javaScriptEnabled, userAgent, colorScheme: "light" });
  await page.goto(server.url + path);
  return page;
};
const ground = (page: Page) => page.locator("html").evaluate((html) => getComputedStyle(html).backgroundColor);
const DARK = "rgb(11, 12, 15)";

describe.each([
  ["with its script", true],
  ["without any script", false],
])("a page of the shop, %s", (_, scripts) => {
  it("changes interval and currency", async () => {
    const page = await open(scripts);
    const prices = page.getByRole("article").first();
    await expect(prices).toContainText("€6.99");
    await page.getByText("Yearly", { exact: true }).click();
    await expect(prices.getByText("€69.00")).toBeVisible();
    await expect(prices.getByText("€6.99")).toBeHidden();
    await page.getByRole("link", { name: "USD" }).click();
    await expect(page.getByRole("article").first()).toContainText("$");
    await page.goto(`${server.url}/plans/start`);
    await expect(page.getByRole("link", { name: "USD" })).toHaveAttribute("aria-current", "true");
    await page.getByRole("link", { name: "EUR" }).click();
    await expect(page.getByRole("main")).toContainText("€6.99");
  });

  it("turns dark and light again by keyboard, and stays so on the next page", async () => {
    const page = await open(scripts, "/plans/start");
    await page.getByRole("link", { name: "Switch to dark" }).press("Enter");
    await expect.poll(() => ground(page)).toBe(DARK);
    if (scripts) await expect(page.getByRole("link", { name: "Switch to light" })).toBeFocused();
    await page.goto(server.url);
    expect(await ground(page)).toBe(DARK);
    await page.getByRole("link", { name: "Switch to light" }).press("Enter");
    await expect.poll(() => ground(page)).not.toBe(DARK);
    await page.goto(`${server.url}/plans/start`);
    expect(await ground(page)).not.toBe(DARK);
  });

  it("has its menu on a phone, and speaks another language", async () => {
    const page = await open(scripts);
    const questions = page.getByRole("navigation", { name: "Shop" }).getByRole("link", { name: "Questions" });
    await expect(questions).toBeHidden();
    await page.getByLabel("Menu").click();
    await questions.click();
    await expect(page).toHaveURL(/\/faq$/);
    await page.getByRole("link", { name: "العربية" }).first().click();
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  });

  it("is counted as a visit, and as a look at the plan", async () => {
    await db.funnelVisit.deleteMany();
    const page = await open(scripts, "/plans/start?utm_source=Leaflet");
    const steps = async () => (await db.funnelVisit.findMany()).map(({ step }) => step).toSorted();
    await expect.poll(steps).toEqual(["PLAN_VIEW"]);
    await page.goto(server.url);
    await page.waitForLoadState("networkidle");
    expect(await db.funnelVisit.findMany()).toMatchObject([{ step: "PLAN_VIEW", source: "leaflet", device: "PHONE" }]);
    expect((await page.context().cookies()).filter(({ name }) => name.includes("visitor"))).toEqual([]);
  });
});

it("the menu closes by Escape and by a look elsewhere", async () => {
  const page = await open(true);
  const menu = page.getByRole("navigation", { name: "Shop" });
  await page.getByLabel("Menu").press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(page.getByLabel("Menu")).toBeFocused();
  await page.getByLabel("Menu").click();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(menu).toBeHidden();
});

it("landing and plan pages load at most 10 kB of script, and none of the framework's", async () => {
  for (const path of ["/", "/plans/start"]) {
    const page = await openPage();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.resourceType()));
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(server.url + path, { waitUntil: "networkidle" });
    expect(loaded.filter((type) => type === "script")).toEqual([]);
    const inline = await page.locator("script").evaluateAll((scripts) => scripts.map((script) => script.textContent.length));
    expect(inline.reduce((sum, length) => sum + length, 0)).toBeLessThan(10_240);
    expect(errors).toEqual([]);
  }
});
