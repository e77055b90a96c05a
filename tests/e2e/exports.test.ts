import { readFileSync } from "node:fs";
import { beforeAll, expect as expectNow, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { readCsv } from "#tests/domain/exports/exporting.ts";
import { readXlsx } from "#tests/domain/exports/read-xlsx.ts";
import { addCustomer, addTransaction } from "#tests/domain/reports/history.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  const { id: customerId } = await addCustomer({ name: "Ada" });
  for (let n = 1; n <= 60; n += 1)
    await addTransaction(new Date(Date.now() - n * 3_600_000).toISOString(), BigInt(n), { customerId, country: n % 2 ? "DE" : "AT" });
}, 240_000);

it("a filtered list is begun as a file, is followed until it is ready, and its download has the rows of the list and goes on where it broke off", async () => {
  const page = await openPage({ viewport: { width: 1440, height: 800 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions?country=AT`);

  const begin = async (format: string) => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: format }).click();
    await page.waitForURL(/\/operator\/exports$/);
  };
  const download = async (row: number) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("tbody tr").nth(row).getByRole("link", { name: "Download" }).click(),
    ]);
    return { name: file.suggestedFilename(), body: readFileSync(await file.path()) };
  };

  await begin("CSV");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  // Nobody loads the page anew: it follows what is written.
  await expect(page.getByRole("link", { name: "Download" })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator("tbody tr")).toContainText("30");
  const csv = await download(0);
  expectNow(csv.name).toMatch(/^transactions-\d{4}-\d\d-\d\d\.csv$/);
  const listed = await db.transaction.findMany({ where: { country: "AT" }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  expectNow(readCsv(csv.body).map(({ number }) => number)).toEqual(listed.map(({ number }) => String(number)));

  await page.getByRole("link", { name: "Transactions", exact: true }).last().click();
  await page.waitForURL(/\/operator\/transactions\?country=AT/);
  await begin("Excel (XLSX)");
  await expect(page.getByRole("link", { name: "Download" })).toHaveCount(2, { timeout: 60_000 });
  const [[, ...rows]] = readXlsx((await download(0)).body);
  expectNow(rows.map(({ A }) => A.value)).toEqual(listed.map(({ number }) => number));

  // As the browser asks for it over the wire: whole and uncompressed, and from the middle.
  const { id } = await db.export.findFirstOrThrow({ where: { format: "CSV" } });
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const get = (headers: Record<string, string>) => fetch(`${server.url}/operator/exports/${id}/file`, { headers: { cookie, ...headers } });
  const whole = await get({ "accept-encoding": "gzip" });
  expectNow([whole.status, whole.headers.get("content-encoding"), whole.headers.get("content-length")]).toEqual([
    200,
    null,
    String(csv.body.length),
  ]);
  const rest = await get({ range: "bytes=1000-", "if-range": whole.headers.get("etag") ?? "" });
  expectNow([rest.status, Buffer.from(await rest.arrayBuffer()).equals(csv.body.subarray(1000))]).toEqual([206, true]);

  await page.getByRole("button", { name: "Delete this file" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.locator("tbody tr")).toHaveCount(1);
});
