import type { Page } from "@playwright/test";
import { afterAll, beforeAll, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signInAsOwner, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan } from "#tests/support/shop.ts";
import { closeDispute, dispute } from "#tests/support/stripe-server/afterwards.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";

useDatabase();
const stripe = await startStripeServer();
let server: TestServer;
beforeAll(async () => {
  const keys = { STRIPE_SECRET_KEY: stripe.secretKey, STRIPE_WEBHOOK_SECRET: stripe.webhookSecret, STRIPE_API_BASE: stripe.url };
  server = await startServer(keys);
  stripe.sendWebhooksTo(`${server.url}/api/webhooks/payments/stripe`);
}, 240_000);
afterAll(() => stripe.close());

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** Somebody buys, and their bank asks for the money back. */
async function disputed(name: string): Promise<string> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page, { name });
  await page.getByRole("radio", { name: /Card and more/ }).check();
  await placeOrder(page, /\/c\/pay\//);
  await press(page, "Pay 1000 EUR");
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  await page.context().close();
  const { gatewayReference: session } = await db.transaction.findFirstOrThrow({ where: { customer: { email } } });
  const intent = stripe.world.get(stripe.world.get(session).payment_intent);
  dispute(stripe.world, intent);
  await stripe.sendEvents();
  const found = () => db.dispute.findFirst({ where: { transaction: { customer: { email } } } });
  await expect.poll(async () => (await found())?.status).toBe("OPEN");
  return (await found())!.reference;
}

const statusOf = async (reference: string) => (await db.dispute.findFirstOrThrow({ where: { reference } })).status;

/** What is left of a payment with us. */
const balanceOf = async (reference: string) => {
  const { transactionId } = await db.dispute.findFirstOrThrow({ where: { reference } });
  const [{ taken }] = await db.dispute.findMany({ where: { transactionId }, select: { taken: true } });
  return taken;
};

it("is answered from the dashboard with what is known and what was uploaded, and won", async () => {
  const reference = await disputed("Dora Disputes");
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(page, server);
  await page.getByRole("link", { name: /Dora Disputes.*until/ }).click();
  await page.waitForURL(/\/operator\/disputes\//);
  await expect(page.getByLabel("Name of the customer")).toHaveValue("Dora Disputes");
  await expect(page.getByText("The bank waits for an answer")).toBeVisible();

  const upload = async (name: string, buffer: Buffer) => {
    await page.getByLabel("What the file is").selectOption("communication");
    await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType: "application/pdf", buffer });
    await press(page, "Save draft");
  };
  const file = page.getByLabel("File", { exact: true });
  await upload("letter.pdf", Buffer.from("<html>no pdf</html>"));
  await expect(file).toHaveAccessibleDescription(/Use a PDF, JPEG or PNG/);
  await upload("long.pdf", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(1_100_000)]));
  expect(await file.evaluate((input: HTMLInputElement) => input.validationMessage)).toMatch(/larger than 900 kB/);
  expect(await db.disputeFile.count({ where: { evidence: "communication" } })).toBe(0);
  await page.getByLabel("Use of the service").fill("Watched 14 films.");
  await upload("letter.pdf", Buffer.from("%PDF-1.7\nhello"));
  await expect(page.getByText("letter.pdf")).toBeVisible();
  await expect(page.getByText(/2026-\d+\.pdf/)).toBeVisible();

  await press(page, "Hand in");
  await press(page, "Hand in for good");
  await expect(page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: "The answer is handed in" }).first()).toBeVisible();
  const given = stripe.world.get(reference);
  expect(given).toMatchObject({ status: "under_review", evidence: { access_activity_log: "Watched 14 films." } });
  await page.goto(`${server.url}/operator`);
  await expect(page.getByRole("link", { name: /Dora Disputes/ })).toHaveCount(0);

  closeDispute(stripe.world, given, "won");
  await stripe.sendEvents();
  await expect.poll(() => statusOf(reference)).toBe("WON");
  expect(await balanceOf(reference)).toBe(0n);
  await expectBooksAgree();
});

it("is given up, and lost at once", async () => {
  const reference = await disputed("Gert Gives");
  const page = await openPage();
  await signInAsOwner(page, server);
  await page.getByRole("link", { name: /Gert Gives.*until/ }).click();
  await press(page, "Accept dispute");
  await press(page, "Let the payer have it");
  await stripe.sendEvents();
  await expect.poll(() => statusOf(reference)).toBe("LOST");
  expect(await balanceOf(reference)).toBe(1000n);
  await expectBooksAgree();
  expect(stripe.faults).toEqual([]);
});
