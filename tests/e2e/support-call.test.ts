import type { Page } from "@playwright/test";
import { afterAll, beforeAll, it } from "vitest";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import { runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { openSearch, signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";

const DAY_MS = 86_400_000;

useDatabase();
let server: TestServer;
let subscriptionId: string;
beforeAll(async () => {
  server = await startServer();
  stopClockAt(new Date(Date.now() - 32 * DAY_MS));
  const { price } = await aPlan();
  const viewer = await aViewer({ name: "Nora Nowak", phone: "+4915112345678" });
  ({ subscriptionId } = await buy(viewer, price, { card: CARDS.laterDeclines }));
  runClock();
  await runRenewals();
}, 240_000);
afterAll(expectBooksAgree);

const subscription = () => db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
const details = (page: Page) => page.getByRole("complementary").filter({ has: page.locator("#details-title") });

it("on the phone: finds the viewer, says why a payment failed and when it is tried again, and replaces the card with them", async () => {
  await expect.poll(async () => (await subscription()).status, { timeout: 60_000 }).toBe("PAST_DUE");
  const desk = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(desk, server);
  await (await openSearch(desk)).fill("nowak");
  const found = desk.getByRole("group", { name: "Customers" }).getByRole("option");
  await expect(found).toBeVisible();
  await desk.keyboard.type("x");
  await desk.keyboard.press("Enter"); // what an older question has found is not opened for a newer one
  await expect(desk.getByText(/^Nothing found/)).toBeVisible();
  await desk.keyboard.press("Backspace");
  await found.click();
  await desk.waitForURL(/\/operator\/customers\//);

  const trouble = desk.getByRole("status").filter({ hasText: "is not paid" });
  await expect(trouble).toContainText("€10.00 for Premium is not paid");
  await expect(trouble).toContainText("The bank declined the card without a reason.");
  await expect(trouble).toContainText("It is tried again by itself on");
  await trouble.getByRole("link", { name: "Show the payment" }).click();
  await expect(details(desk).getByRole("alert")).toContainText("The bank declined the card without a reason.");
  await expect(details(desk).getByRole("alert")).toContainText("It is tried again by itself on");
  await desk.goBack();

  await desk.getByRole("button", { name: "Replace the card" }).click();
  const dialog = desk.getByRole("dialog", { name: "Send a link to add a card?" });
  await dialog.getByRole("button", { name: "Send the link" }).click();
  await expect(dialog.getByText("The link is on its way")).toBeVisible();
  const link = (await dialog.locator("code").textContent()) ?? "";
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0); // all of it is in sight

  const phone = await openPage();
  await phone.goto(link);
  await expect(phone.getByText("Moves no money.")).toBeVisible(); // named as at the checkout
  await phone.getByRole("button", { name: "Continue" }).click();
  await phone.waitForURL(/\/sandbox\/pay\//);
  await phone.getByLabel("Card number").fill(CARDS.ok);
  await phone.getByRole("button", { name: "Save card", exact: true }).click();
  await expect(phone.getByRole("heading", { name: "Your payment method is saved" })).toBeVisible();
  expect((await subscription()).status).toBe("ACTIVE");
  await phone.goto(link);
  await expect(phone.getByRole("heading", { name: "This link no longer works" })).toBeVisible();

  await desk.reload();
  await expect(desk.getByText("Link to add a card · ")).toBeVisible();
  await expect(trouble).toBeHidden();
  await expect(desk.getByText("•• 4242")).toBeVisible();
  const sent = await db.message.findMany({ where: { templateKey: "add_method" }, orderBy: { kind: "asc" } });
  expect(sent.map(({ kind }) => kind)).toEqual(["EMAIL", "SMS"]);
  for (const { text, html } of sent) expect(text + html).not.toContain("token=");
  expect(await db.auditEntry.count({ where: { action: "customer.method_link_sent" } })).toBe(1);
}, 180_000);
