import { beforeAll, expect as expectValue, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signInAsOwner, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
beforeAll(async () => {
  await aPlan();
  server = await startServer();
}, 240_000);

it("a viewer who tries again and again is checked by their browser alone, and pays; the operator sees it", async () => {
  const page = await openPage();
  const violations: string[] = [];
  page.on("console", (message) => message.type() === "error" && violations.push(message.text()));
  await page.goto(server.url);
  await page.getByRole("link", { name: "Choose this plan : Premium" }).click();
  const { id } = await db.customer.findUniqueOrThrow({ where: { email: await signUp(page) } });
  await db.paymentTry.create({ data: { key: `account:${id}`, tries: 8, resetsAt: new Date(Date.now() + 600_000) } });
  await page.getByRole("checkbox", { name: /terms of service/ }).check();
  await page.getByRole("button", { name: /^Order and pay/ }).click();
  await page.waitForURL(/\/check\?who=/);
  await expect(page.getByRole("status").filter({ hasText: /computing|led back/ })).toBeVisible();
  await page.waitForURL(/\/checkout\?price=/);
  await placeOrder(page);
  await payOnPage(page);
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  expectValue(violations).toEqual([]);

  const desk = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(desk, server);
  await desk.goto(`${server.url}/operator/settings/security`);
  await expect(desk.getByRole("table", { name: "Checked lately" })).toContainText("Account");
});

it("says what to do where scripts do not run", async () => {
  const { id } = await db.customer.findFirstOrThrow();
  const who = signLink("check", id, new Date(Date.now() + 600_000));
  const html = await (await fetch(`${server.url}/check?${new URLSearchParams({ who, to: "/account" })}`)).text();
  expectValue(html).toMatch(/<noscript>.*Your browser runs no scripts.*<\/noscript>/);
});
