import type { Page } from "@playwright/test";
import { describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signUp } from "#tests/support/journey.ts";
import { aPlan, CARDS } from "#tests/support/shop.ts";
import { shopOfAll } from "#tests/support/shop-of-all.ts";

/** What the payer's bank, or PayPal, wants to hear from the payer: a link in a letter leads there, and the same invoice is paid. */
useDatabase();
const shop = await shopOfAll();

const CONFIRM = /confirm your payment/i;
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const choose = (page: Page, name: string | RegExp) => page.getByRole("radio", { name }).check();
const heading = (page: Page, name: string | RegExp) => expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

type Bought = { email: string; subscriptionId: string };

async function buy(way: RegExp, at: RegExp, pay: (page: Page) => Promise<void>): Promise<Bought> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(`${shop.server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(page);
  await choose(page, way);
  await placeOrder(page, at);
  await pay(page);
  await heading(page, "Welcome. Premium is yours.");
  const subscription = await db.subscription.findFirstOrThrow({ where: { customer: { email } } });
  await page.context().close();
  return { email, subscriptionId: subscription.id };
}

const buyWithStripe = () => buy(/Card and more/, /\/c\/pay\//, (page) => payAtStripe(page, CARDS.laterNeedsAction));

async function payAtStripe(page: Page, card: string): Promise<void> {
  await page.getByLabel("Card number").fill(card);
  await press(page, "Pay 1000 EUR");
}

async function renew({ subscriptionId }: Bought): Promise<void> {
  await db.subscription.update({ where: { id: subscriptionId }, data: { renewsAt: new Date() } });
}

/** The link of the delivered letter. */
async function linkTo({ email }: Bought, subject = CONFIRM): Promise<string> {
  const { html } = await shop.letterTo(email, subject);
  return /href="([^"]*\/pay\?[^"]*)"/.exec(html ?? "")?.[1].replaceAll("&amp;", "&") ?? "";
}

/** In a browser that has never been here. */
async function follow(link: string): Promise<Page> {
  const page = await openPage();
  await page.goto(link);
  return page;
}

const charges = ({ subscriptionId }: Bought) =>
  db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "asc" } });
const tries = async (bought: Bought) => (await charges(bought)).map(({ gateway, status }) => `${gateway} ${status}`);

/** The renewal's invoice is paid once, by these tries, and nobody chases it any more. */
async function renewed(bought: Bought, expected: string[]): Promise<void> {
  await expect.poll(() => tries(bought)).toEqual(expected);
  const { subscriptionId } = bought;
  const paid = { status: "PAID", nextAttemptAt: null, paid: 1000n };
  const invoices = await db.invoice.findMany({ where: { subscriptionId, kind: "INVOICE" }, orderBy: { cycle: "asc" } });
  expect(invoices).toMatchObject([paid, paid]);
  const asked = (await charges(bought)).slice(1).map(({ invoiceId }) => invoiceId);
  expect(new Set(asked)).toEqual(new Set([invoices[1].id]));
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: "ACTIVE", graceUntil: null });
}

describe("a renewal that wants its payer", () => {
  it("is confirmed at the bank by the link of the letter, once, and the link says so afterwards", async () => {
    const bought = await buyWithStripe();
    await renew(bought);
    const link = await linkTo(bought);
    expect(await db.subscription.findUnique({ where: { id: bought.subscriptionId } })).toMatchObject({ status: "PAST_DUE" });
    const page = await follow(link);
    await expect(page.getByRole("heading", { name: "Your bank asks you to confirm" })).toBeVisible();
    await press(page, "Confirm the payment");
    await page.waitForURL(/\/authenticate\/pi_/);
    await press(page, "Confirm");
    await heading(page, "The payment arrived");
    await renewed(bought, ["stripe SUCCEEDED", "stripe SUCCEEDED"]);
    const again = await follow(link);
    await heading(again, "This invoice is settled");
    await expect(again.getByRole("button", { name: /confirm|pay/i })).toHaveCount(0);
    expect(shop.stripe.world.list("payment_intent").filter(({ status }) => status !== "succeeded")).toEqual([]);
  });

  it("is refused at the bank, and paid in another way from there, without signing in", async () => {
    const bought = await buyWithStripe();
    await renew(bought);
    const link = await linkTo(bought);
    const page = await follow(link);
    await press(page, "Confirm the payment");
    await page.waitForURL(/\/authenticate\/pi_/);
    await press(page, "Refuse");
    await heading(page, "The payment did not go through");
    await page.getByRole("link", { name: "Try again" }).click();
    await choose(page, /PayPal/);
    await press(page, "Continue to payment");
    await page.waitForURL(/\/checkoutnow/);
    await press(page, "Pay with PayPal");
    await heading(page, "The payment arrived");
    await renewed(bought, ["stripe SUCCEEDED", "stripe DECLINED", "paypal SUCCEEDED"]);
  });

  it("is approved at PayPal where PayPal wants to see its payer", async () => {
    const bought = await buy(/PayPal/, /\/checkoutnow/, (page) => press(page, "Pay with an account that is asked later"));
    await renew(bought);
    const page = await follow(await linkTo(bought));
    await press(page, "Confirm the payment");
    await page.waitForURL(/\/checkoutnow/);
    await press(page, "Pay with PayPal");
    await heading(page, "The payment arrived");
    await renewed(bought, ["paypal SUCCEEDED", "paypal SUCCEEDED"]);
  });

  it("whose mandate is no more is paid in another way, by the link of the letter", async () => {
    const bought = await buy(/Card or bank account/, /\/checkout\/tr_/, payAtMollie);
    for (const mandate of shop.mollie.world.mandates.values()) mandate.status = "invalid";
    await renew(bought);
    const page = await follow(await linkTo(bought, /could not collect/));
    await expect(page.getByRole("button", { name: "Confirm the payment" })).toHaveCount(0);
    await choose(page, /Card and more/);
    await press(page, "Continue to payment");
    await page.waitForURL(/\/c\/pay\//);
    await payAtStripe(page, CARDS.ok);
    await heading(page, "The payment arrived");
    await renewed(bought, ["mollie SUCCEEDED", "mollie DECLINED", "stripe SUCCEEDED"]);
  });

  it("is not asked for any more once its plan has ended, and by an old link only who signs in", async () => {
    const bought = await buyWithStripe();
    await renew(bought);
    const link = await linkTo(bought);
    const open = await follow(link);
    const { id } = await db.invoice.findFirstOrThrow({ where: { subscriptionId: bought.subscriptionId, status: "OPEN" } });
    await db.subscription.update({ where: { id: bought.subscriptionId }, data: { graceUntil: new Date(Date.now() - 2 * 86_400_000) } });
    const ended = () => db.subscription.count({ where: { id: bought.subscriptionId, status: "EXPIRED" } });
    await expect.poll(ended, { timeout: 60_000 }).toBe(1);
    await press(open, "Confirm the payment");
    await expect(open.getByText(/^Nothing is left to pay of this invoice/)).toBeVisible();
    await heading(await follow(link), "This invoice is not due any more");
    const old = await follow(`${shop.server.url}/pay?token=${signLink("pay-invoice", id, new Date(Date.now() - 60_000))}`);
    await old.waitForURL(/\/sign-in\?to=/);
    expect(await tries(bought)).toEqual(["stripe SUCCEEDED", "stripe CANCELED"]);
    const { gatewayReference } = (await charges(bought))[1];
    await expect.poll(() => shop.stripe.world.get(gatewayReference).status, { timeout: 60_000 }).toBe("canceled");
  });
});

async function payAtMollie(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Card", exact: true }).check();
  await page.getByRole("radio", { name: "Paid", exact: true }).check();
  await press(page, "Continue");
}
