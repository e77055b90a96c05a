import { beforeEach, expect, it, vi } from "vitest";
import { payWithLink, signInAsViewer } from "#app/(auth)/actions.ts";
import { payOpenInvoice, renewWithMethod } from "#app/(shop)/account/actions.ts";
import { placeOrder, resumeOrder } from "#app/(shop)/checkout/actions.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import { checkoutOffer } from "#lib/web/checkout/checkout-offer.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { aPlan, buy } from "#tests/support/shop.ts";

vi.mock("next/cache", () => import("#tests/support/request.ts"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(() => db.throttle.deleteMany());

let viewer: Customer;

async function signedInFrom(address: string): Promise<Customer> {
  newBrowser([], { "x-forwarded-for": address });
  viewer = await anAccount();
  await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
  return viewer;
}

/** The form as the page shows it to the viewer now, with a coupon that they wrote into it. */
const orderOf = async (price: string, coupon = "") => ({
  price,
  coupon,
  currency: "EUR",
  country: "DE",
  gateway: "sandbox",
  shown: writtenTerms(await quoteOrder({ priceId: price, currency: "EUR", country: "DE" }), viewer.id),
  consent: "on",
});
const SOON = /There were too many tries\. Please wait .* and try again\./;

it("a viewer may order and try to pay twenty times an hour, and is then told when to try again", async () => {
  const viewer = await signedInFrom("203.0.113.1");
  const { price } = await aPlan();
  for (let order = 0; order < 7; order += 1) expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
  const { id } = await db.order.findFirstOrThrow({ where: { customerId: viewer.id } });
  for (let tries = 0; tries < 6; tries += 1) expect((await submit(resumeOrder, { orderId: id })).to).toMatch(/^http/);
  for (let tries = 0; tries < 7; tries += 1)
    expect((await submit(payOpenInvoice, { invoiceId: newId(), gateway: "sandbox" })).message).not.toMatch(SOON);
  expect((await submit(resumeOrder, { orderId: id })).message).toMatch(SOON);
  expect((await submit(placeOrder, await orderOf(price.id))).message).toMatch(SOON);
  expect((await submit(payOpenInvoice, { invoiceId: newId(), gateway: "sandbox" })).message).toMatch(SOON);
  expect((await submit(renewWithMethod, { methodId: newId() })).message).toMatch(SOON);
  await signedInFrom("203.0.113.1");
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
});

it("a network may three hundred times, for many may share it; then it goes slowly", async () => {
  stopClockAt(now());
  const { price } = await aPlan();
  await signedInFrom("203.0.113.2");
  const data = { key: "pay:203.0.113.2", attempts: 299, resetsAt: new Date(Date.now() + 600_000), nextAt: now() };
  await db.throttle.create({ data });
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
  await signedInFrom("203.0.113.2");
  const begun = performance.now();
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
  expect(performance.now() - begun).toBeGreaterThan(900);
  await db.throttle.update({ where: { key: data.key }, data: { nextAt: new Date(Date.now() + 60_000) } });
  expect((await submit(placeOrder, await orderOf(price.id))).message).toMatch(SOON);
  await signedInFrom("203.0.113.3");
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
  runClock();
});

it("coupon codes cannot be guessed in bulk, neither on the page nor by ordering, and one viewer's guesses stop no other", async () => {
  const viewer = await signedInFrom("203.0.113.4");
  const { price } = await aPlan();
  await db.coupon.create({ data: { code: "REAL", name: "Real", percentPpm: 100_000, duration: "ONCE", createdAt: new Date() } });
  const look = async (coupon: string, by = viewer) =>
    (await checkoutOffer({ price: price.id, currency: "EUR", coupon }, { country: "DE", customerId: by.id })).couponRefusal;
  expect(await look("REAL")).toBeNull();
  for (let guess = 0; guess < 29; guess += 1) expect(await look(`GUESS${guess}`)).toMatchObject({ code: "coupon_unknown" });
  expect((await submit(placeOrder, await orderOf(price.id, "GUESS"))).errors).toEqual({ couponCode: expect.any(String) });
  expect(await look("REAL")).toMatchObject({ code: "throttled", values: { minutes: 1 } });
  expect((await submit(placeOrder, await orderOf(price.id, "REAL"))).message).toMatch(SOON);
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
  expect(await look("REAL", await signedInFrom("203.0.113.4"))).toBeNull();
});

it("who pays by a link is counted with the viewer whose invoice it is", async () => {
  const viewer = await signedInFrom("203.0.113.77");
  const { price } = await aPlan();
  const { subscriptionId } = await buy(viewer, price);
  const { id } = await db.invoice.findFirstOrThrow({ where: { subscriptionId } });
  newBrowser([], { "x-forwarded-for": "203.0.113.78" });
  const token = signLink("pay-invoice", id, new Date(now().getTime() + 3_600_000));
  const pay = () => submit(payWithLink, { token, gateway: "sandbox" });
  for (let tries = 0; tries < 20; tries += 1) expect((await pay()).message).not.toMatch(SOON);
  expect((await pay()).message).toMatch(SOON);
});
