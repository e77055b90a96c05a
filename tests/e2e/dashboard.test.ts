import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { beforeAll, expect as expectNow, it } from "vitest";
import { addCustomer, addPlanWithPrice, addTransaction } from "#tests/domain/reports/history.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  const { id: customerId } = await addCustomer({ name: "Ada" });
  const plans = [await addPlanWithPrice("Family"), await addPlanWithPrice("Sport")];
  for (let n = 0; n < 40; n += 1)
    await addTransaction(new Date(Date.now() - n * 3_600_000).toISOString(), 1000n, {
      customerId,
      planId: plans[n % 2].plan.id,
      country: n % 4 === 0 ? "FR" : "DE",
      status: n % 10 === 9 ? "DECLINED" : "SUCCEEDED",
    });
}, 240_000);

const stat = (page: Page, label: string) => page.locator("main div.group", { hasText: label });

it("a bar stands under its words, and days are bars", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  const bars = page.getByRole("list", { name: "Transactions by state" }).getByRole("listitem");
  await bars.first().waitFor();
  for (const bar of await bars.all()) {
    const [words, line] = await bar
      .locator(":scope > div")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON()));
    expectNow(line.top).toBeGreaterThanOrEqual(words.bottom);
    expectNow(line.height).toBeGreaterThan(2);
  }
  await page.getByText("Show as a table").first().scrollIntoViewIfNeeded(); // drawn once it is seen
  await page.locator(".recharts-bar-rectangle").first().waitFor();
  // A line is only what they are compared with.
  await expect(page.locator(".recharts-area")).toHaveCount(0);
  await expect(page.locator(".recharts-line path")).toHaveAttribute("stroke-dasharray", "5 4");
});

it("is narrowed by choosing, says so in its address, and leads to the very rows; the way back undoes it", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 1000 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator?period=7d`, { waitUntil: "networkidle" });
  await expect(stat(page, "Payments in EUR")).toContainText("36");
  await page.getByRole("combobox", { name: "Plan" }).selectOption({ label: "Sport" });
  await page.waitForURL(/plan=/);
  await expect(stat(page, "Payments in EUR")).toContainText("16");
  await page.getByRole("combobox", { name: "Country" }).selectOption("DE");
  await page.waitForURL(/country=DE/);
  await expect(page.getByRole("heading", { name: "Not narrowed" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Revenue by country" }).getByRole("listitem")).toHaveCount(1);
  expectNow(new URL(page.url()).searchParams.get("period")).toBe("7d");

  const address = page.url();
  await stat(page, "Gross volume in EUR").getByRole("link").click();
  await page.waitForURL(/transactions\?.*plan=.*country=DE/);
  await expect(page.getByText("16 payments").or(page.locator("tbody tr").nth(15))).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(16);
  await page.goBack();
  await page.waitForURL(address);
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has("country"));
  await expect(page.getByRole("combobox", { name: "Country" })).toHaveValue("");

  await page.goto(`${server.url}/operator?period=12m&unit=quarter`);
  await expect(page.getByRole("combobox", { name: "Divided into" })).toHaveValue("quarter");
  await expect(page.getByText("Gross volume by quarter in EUR")).toBeVisible();

  const again = await openPage({ viewport: { width: 390, height: 800 }, storageState: await page.context().storageState() });
  await again.goto(address);
  await expect(stat(again, "Payments in EUR")).toContainText("16");
});

it("gives its diagrams away, as they are drawn and as numbers", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator?period=7d`);
  const diagram = page.locator("figure").first();
  await diagram.scrollIntoViewIfNeeded();
  await page.locator(".recharts-bar-rectangle").first().waitFor();
  const file = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), diagram.getByRole("button", { name }).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const image = await file("Image (PNG)");
  expectNow(image.name).toBe("Revenue over time.png");
  expectNow(image.bytes.subarray(1, 4).toString()).toBe("PNG");
  expectNow(image.bytes.length).toBeGreaterThan(2_000);
  const numbers = await file("Numbers (CSV)");
  const [heading, ...lines] = numbers.bytes.toString().trim().split("\r\n");
  expectNow(heading).toContain("Gross volume in EUR");
  expectNow(lines).toHaveLength(7);
  const gross = lines.map((line) => Number(/,(\d+\.\d\d),/.exec(line)?.[1]));
  expectNow(gross.reduce((sum, amount) => sum + amount, 0)).toBe(360);
});
