import type { Page } from "@playwright/test";
import { describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signUp } from "#tests/support/journey.ts";
import { aPlan, CARDS } from "#tests/support/shop.ts";
import { shopOfAll } from "#tests/support/shop-of-all.ts";

/** Whatever a viewer tries first, fails at or leaves: one way pays, once, and the others take nothing. */
useDatabase();
const shop = await shopOfAll();

type Way = { choice: RegExp; at: RegExp; fail(page: Page): Promise<void>; pay(page: Page): Promise<void> };
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

const atStripe = async (page: Page, card: string) => {
  await page.getByLabel("Card number").fill(card);
  await press(page, /^(Pay 1000 EUR|Save card)$/);
};
const atMollie = async (page: Page, outcome: string) => {
  await page.getByRole("radio", { name: "Card", exact: true }).check();
  await page.getByRole("radio", { name: outcome, exact: true }).check();
  await press(page, "Continue");
};

/** As viewers know them; `fail` ends on our page. */
const WAYS = {
  stripe: {
    choice: /Card and more/,
    at: /\/c\/pay\//,
    fail: async (page) => {
      await atStripe(page, CARDS.insufficientFunds);
      await expect(page.getByRole("alert")).toContainText("insufficient funds");
      await page.getByRole("link", { name: "Back" }).click();
    },
    pay: (page) => atStripe(page, CARDS.ok),
  },
  paypal: {
    choice: /PayPal/,
    at: /\/checkoutnow/,
    fail: (page) => page.getByRole("link", { name: "Cancel and return" }).click(),
    pay: (page) => press(page, "Pay with PayPal"),
  },
  mollie: {
    choice: /Card or bank account/,
    at: /\/checkout\/tr_/,
    fail: (page) => atMollie(page, "Failed"),
    pay: (page) => atMollie(page, "Paid"),
  },
} satisfies Record<string, Way>;
type Vendor = keyof typeof WAYS;

async function toCheckout(): Promise<{ page: Page; email: string }> {
  const { price } = await aPlan();
  const page = await openPage();
  await page.goto(`${shop.server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  return { page, email: await signUp(page) };
}

async function go(page: Page, { choice, at }: Way): Promise<void> {
  await page.getByRole("radio", { name: choice }).check();
  await placeOrder(page, at);
}

async function back(page: Page): Promise<void> {
  await page.waitForURL(/\/checkout\/return/);
  await page.getByRole("link", { name: "Choose another way to pay" }).click();
  await page.waitForURL(/\/checkout\?/);
}

/** Exactly one payment; all else was given up, here and at the vendors. */
async function paidOnce(email: string, by: string): Promise<void> {
  const { id: customerId } = await db.customer.findUniqueOrThrow({ where: { email } });
  const open = { customerId, settledAt: null };
  await expect.poll(() => db.transaction.count({ where: open }), { timeout: 60_000 }).toBe(0);
  const paid = await db.transaction.findMany({ where: { customerId, status: "SUCCEEDED" } });
  expect(paid).toMatchObject([{ gateway: by, kind: "CHARGE", amount: 1000n, refunded: 0n }]);
  expect(await db.invoice.count({ where: { customerId, status: "PAID" } })).toBe(1);
  expect(await db.subscription.count({ where: { customerId, status: "ACTIVE" } })).toBe(1);
}

describe("a viewer who fails and goes back", () => {
  const turns: [Vendor, Vendor, Vendor][] = [
    ["stripe", "paypal", "mollie"],
    ["mollie", "stripe", "paypal"],
    ["paypal", "mollie", "stripe"],
  ];
  it.each(turns)("from %s and from %s pays with %s, once", async (first, second, last) => {
    const { page, email } = await toCheckout();
    for (const name of [first, second]) {
      await go(page, WAYS[name]);
      await WAYS[name].fail(page);
      await back(page);
    }
    await go(page, WAYS[last]);
    await WAYS[last].pay(page);
    await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
    await paidOnce(email, last);
  });
});

it("a viewer changes what renews, with each gateway that saves, and removes what is not needed", async () => {
  const { page, email } = await toCheckout();
  await go(page, WAYS.stripe);
  await WAYS.stripe.pay(page);
  await expect(page.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();
  const renews = async () => {
    const { paymentMethod } = await db.subscription.findFirstOrThrow({ where: { customer: { email } }, include: { paymentMethod: true } });
    return paymentMethod?.gateway;
  };
  for (const name of ["paypal", "mollie", "stripe"] as const) {
    await page.goto(`${shop.server.url}/account/payment-methods/add`);
    await page.getByRole("radio", { name: WAYS[name].choice }).check();
    await press(page, "Continue");
    await page.waitForURL(WAYS[name].at);
    await WAYS[name].pay(page);
    await page.waitForURL(/\/account\/payment-methods\?notice=added/);
    expect(await renews()).toBe(name);
  }
  const wallet = page.locator("main div.shadow-card").filter({ hasText: /paypal/i });
  await wallet.getByRole("button", { name: "Use for renewals" }).click();
  await expect.poll(renews).toBe("paypal");
  const shown = page.getByRole("button", { name: /^Remove/ });
  await expect(shown).toHaveCount(3);
  await page
    .getByRole("button", { name: /^Remove Visa/ })
    .first()
    .click();
  await expect(shown).toHaveCount(2);
  expect(await renews()).toBe("paypal");
});
