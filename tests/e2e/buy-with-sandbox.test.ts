import type { Locator, Page } from "@playwright/test";
import { beforeAll, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { unseal } from "#lib/kernel/seal.ts";
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

const WELCOME = "Welcome to Streamtill TV: your Premium is ready";

it("leads a new viewer on a phone to the TV login, and the operator to everything about it", async () => {
  const customer = await buy();
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(page, server);
  await findSubscription(page, customer);
  await findTransaction(page, customer);
  await findMessages(page, customer);
});

async function buy(): Promise<Customer> {
  const page = await openPage();
  await page.goto(server.url);
  await page.getByRole("link", { name: "Choose this plan : Premium" }).click();
  const email = await signUp(page, { name: "Nora Nowak", phone: "+49 151 23456789" });
  await placeOrder(page);
  await payOnPage(page);
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  const customer = await db.customer.findUniqueOrThrow({ where: { email } });
  await expect(page.getByText(customer.serviceUserId)).toBeVisible();
  await page.getByText("Show the password").click();
  await expect(page.getByText(unseal(customer.servicePassword))).toBeVisible();
  return customer;
}

async function findSubscription(page: Page, { name, email }: Customer): Promise<void> {
  const details = await open(page, "Subscriptions", name);
  await expect(details).toContainText("Active");
  await expect(fact(details, "Customer")).toContainText(email);
  await expect(fact(details, "Next")).toContainText("Renews");
  await expect(details.getByRole("link", { name: WELCOME })).toBeVisible();
}

async function findTransaction(page: Page, { name, email, phone }: Customer): Promise<void> {
  const details = await open(page, "Transactions", name);
  const facts = {
    Name: name,
    Email: email,
    Phone: phone ?? "",
    Country: "Germany",
    "IP address": /^(::1|127\.0\.0\.1)$/,
    Kind: "Charge",
    Amount: "€10.00",
    Currency: "EUR",
    Plan: "Premium",
    Method: "4242",
    Gateway: "Sandbox",
    "Gateway reference": "sbx_",
    Invoice: "2026-000001",
    Subscription: "Active",
  };
  for (const [label, text] of Object.entries(facts)) await expect(fact(details, label)).toContainText(text);
  await expect(details.getByText("From the checkout")).toBeVisible();
  for (const name of ["Your receipt from Streamtill TV: €10.00", WELCOME, "Welcome"])
    await expect(details.getByRole("link", { name, exact: true })).toBeVisible();
}

async function findMessages(page: Page, { email, phone, serviceUserId, servicePassword }: Customer): Promise<void> {
  const mail = await open(page, "Communications", WELCOME);
  await expect(fact(mail, "Recipient")).toHaveText(email);
  await expect(fact(mail, "Template")).toContainText("Welcome, version 1");
  await expect(fact(mail, "Provider")).toContainText("Outbox");
  await expect(mail.frameLocator("iframe").getByText(serviceUserId)).toBeVisible();
  await mail.getByRole("tab", { name: "Text part" }).click();
  await expect(mail.locator("pre")).toContainText(serviceUserId);
  await expect(mail.locator("pre")).not.toContainText(unseal(servicePassword));

  const sms = await open(page, "Communications", /^Streamtill TV: your Premium/);
  await expect(fact(sms, "Recipient")).toHaveText(phone ?? "");
  await expect(sms.getByText(serviceUserId)).toBeVisible();
  await expect(sms.getByText(/\d segments? · GSM-7/)).toBeVisible();
  await expect(sms).not.toContainText(unseal(servicePassword));
}

/** Goes to a room of the dashboard and opens a row's details. */
async function open(page: Page, room: string, row: string | RegExp): Promise<Locator> {
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room }).click();
  await expect(page.getByRole("heading", { level: 1, name: room })).toBeVisible();
  await page.getByRole("table", { name: room, exact: true }).getByRole("link", { name: row }).click();
  const details = page.getByRole("complementary").filter({ has: page.locator("#details-title") });
  await expect(details).toBeVisible();
  return details;
}

/** The first of that name: what is evidence of where they live, which is weighed a little later, names the IP address, too. */
function fact(details: Locator, label: string): Locator {
  return details.locator(`dt:text-is("${label}") + dd`).first();
}
