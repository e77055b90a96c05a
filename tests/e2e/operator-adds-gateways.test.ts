import type { Page } from "@playwright/test";
import { beforeAll, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signInAsOwner, signUp } from "#tests/support/journey.ts";
import { aPlan, changeSettings } from "#tests/support/shop.ts";
import { shopOfAll } from "#tests/support/shop-of-all.ts";

/** As a new operator would: test the keys, switch on, see somebody pay, give a part back, and find it at the vendor by its references. */
useDatabase();
beforeAll(() => changeSettings("gateways", { paypal: { enabled: false }, mollie: { enabled: false } }));
const shop = await shopOfAll();

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const factOf = (page: Page, label: string) => page.locator(`dt:text-is("${label}") + dd`);
const cardOf = (page: Page, heading: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: heading, exact: true }) });

/** What the vendor has of the one payment that was made there, and of what was given back of it. `ours`: what says which order it is. */
type Held = { reference: string; payment: string; ours: string; refund: string; given: string };
type Way = { heading: string; choice: RegExp; at: RegExp; pay(page: Page): Promise<void>; held(): Held };

const WAYS: Way[] = [
  {
    heading: "PayPal",
    choice: /PayPal/,
    at: /\/checkoutnow/,
    pay: (page) => press(page, "Pay with PayPal"),
    held() {
      const { captures, refunds } = shop.paypal.world;
      const [{ order, capture }] = captures.values();
      const [refund] = refunds.values();
      return { reference: order.id, payment: capture.id, ours: capture.invoice_id, refund: refund.id, given: refund.amount.value };
    },
  },
  {
    heading: "Mollie",
    choice: /Card or bank account/,
    at: /\/checkout\/tr_/,
    async pay(page) {
      await page.getByRole("radio", { name: "Card", exact: true }).check();
      await page.getByRole("radio", { name: "Paid", exact: true }).check();
      await press(page, "Continue");
    },
    held() {
      const [payment] = shop.mollie.world.payments.values();
      const [refund] = shop.mollie.world.refunds;
      const { order, transactionId } = payment.metadata as Record<string, string>;
      const { value } = refund.amount as { value: string };
      return {
        reference: payment.id,
        payment: payment.id,
        ours: `#${order} ${transactionId}`,
        refund: `${payment.id}/${refund.id}`,
        given: value,
      };
    },
  },
];

it.each(WAYS)("an operator tests $heading and switches it on, a viewer pays, and a part goes back, named on both sides", async (way) => {
  const { price } = await aPlan();
  const viewer = await openPage();
  await viewer.goto(`${shop.server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  const email = await signUp(viewer);
  const choice = viewer.getByRole("radio", { name: way.choice });
  await expect(viewer.getByRole("radio", { name: /Card and more/ })).toBeVisible();
  await expect(choice).toHaveCount(0);

  const operator = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(operator, shop.server);
  await switchOn(operator, way);

  await viewer.reload();
  await choice.check();
  await placeOrder(viewer, way.at);
  await way.pay(viewer);
  await expect(viewer.getByRole("heading", { name: "Welcome. Premium is yours." })).toBeVisible();

  await refundInPart(operator, email);
  await namedOnBothSides(operator, email, way.held());
});

async function switchOn(page: Page, { heading }: Way): Promise<void> {
  await page.goto(`${shop.server.url}/operator/settings/gateways`);
  const card = cardOf(page, heading);
  await expect(card.getByText("Off", { exact: true })).toBeVisible();
  await card.getByRole("button", { name: "Test the keys" }).click();
  await expect(card.getByText(`${heading} answers, and the keys work.`)).toBeVisible();
  await card.getByRole("button", { name: "Switch on" }).click();
  await expect(card.getByText("On", { exact: true })).toBeVisible();
}

/** Found by the payer's address, as support would. */
async function refundInPart(page: Page, email: string): Promise<void> {
  await page.goto(`${shop.server.url}/operator/transactions?q=${encodeURIComponent(email)}`);
  await page
    .getByRole("row", { name: /Charge|€10/ })
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Give money back" });
  await expect(dialog.getByRole("radio", { name: "Back the way it was paid" })).toBeChecked();
  await dialog.getByLabel("Amount in EUR").fill("4.00");
  await dialog.getByLabel("Reason").fill("Two evenings without a picture");
  await dialog.getByRole("button", { name: "Refund now" }).click();
  await expect(page.getByText("The money is given back")).toBeVisible();
}

/** The details of charge and refund name what the vendor has, and the vendor's what the details have. */
async function namedOnBothSides(page: Page, email: string, held: Held): Promise<void> {
  const [charge, refund] = await db.transaction.findMany({
    where: { customer: { email } },
    orderBy: { number: "asc" },
    include: { order: true, invoice: true },
  });
  expect(held).toMatchObject({ given: "4.00", ours: expect.stringContaining(charge.id) });
  expect(held.ours).toContain(String(charge.order?.number));
  await expect(factOf(page, "Gateway reference")).toHaveText(held.reference);
  await expect(factOf(page, "Payment reference")).toHaveText(held.payment);
  await expect(factOf(page, "Refunded")).toHaveText("€4.00");
  await expect(factOf(page, "Idempotency key")).toHaveText(charge.id);
  await expect(factOf(page, "Order")).toHaveText(`#${charge.order?.number}`);
  await expect(factOf(page, "Invoice")).toContainText(String(charge.invoice?.number));
  await page.getByRole("link", { name: `#${refund.number}`, exact: true }).click();
  await expect(factOf(page, "Refund of")).toHaveText(`#${charge.number}`);
  await expect(factOf(page, "Gateway reference")).toHaveText(held.refund);
  await expect(factOf(page, "Invoice")).toContainText(String(charge.invoice?.number));
}
