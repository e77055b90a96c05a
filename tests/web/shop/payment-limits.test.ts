import { beforeEach, expect, it, vi } from "vitest";
import { passCheckHere, payWithLink, signInAsViewer } from "#app/(auth)/actions.ts";
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
import type { FormAction } from "#lib/web/forms/action.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { keptCookies, newBrowser, submit } from "#tests/support/request.ts";
import { aPlan, buy } from "#tests/support/shop.ts";
import { solvedCheck } from "#tests/support/solve-check.ts";

vi.mock("next/cache", () => import("#tests/support/request.ts"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(() => Promise.all([db.throttle.deleteMany(), db.paymentTry.deleteMany()]));

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

/** Presses again after the check, where a press led to one. */
async function pressed(press: () => ReturnType<typeof submit>, ip: string): ReturnType<typeof submit> {
  const answer = await press();
  if (!answer.to?.startsWith("/check?")) return answer;
  expect(await submit(passCheckHere, await solved(answer.to, ip))).toEqual({ to: "/account" });
  return press();
}

async function solved(check: string, ip: string) {
  const who = new URL(check, "http://shop.example").searchParams.get("who") ?? "";
  return { who, to: "/account", answer: await solvedCheck(viewer.id, ip) };
}

it("a viewer may order and try to pay twenty times an hour, the last of them after checks, and is then told when to try again", async () => {
  const viewer = await signedInFrom("203.0.113.1");
  const press = (action: FormAction<never>, values: Record<string, string>) => pressed(() => submit(action, values), "203.0.113.1");
  const { price } = await aPlan();
  for (let order = 0; order < 7; order += 1) expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
  const { id } = await db.order.findFirstOrThrow({ where: { customerId: viewer.id } });
  expect((await submit(resumeOrder, { orderId: id })).to).toMatch(/^http/);
  expect((await submit(resumeOrder, { orderId: id })).to).toMatch(/^\/check\?who=/);
  for (let tries = 0; tries < 5; tries += 1) expect((await press(resumeOrder, { orderId: id })).to).toMatch(/^http/);
  for (let tries = 0; tries < 7; tries += 1)
    expect((await press(payOpenInvoice, { invoiceId: newId(), gateway: "sandbox" })).message).toMatch(/./);
  expect((await submit(resumeOrder, { orderId: id })).message).toMatch(SOON);
  expect((await submit(placeOrder, await orderOf(price.id))).message).toMatch(SOON);
  expect((await submit(payOpenInvoice, { invoiceId: newId(), gateway: "sandbox" })).message).toMatch(SOON);
  expect((await submit(renewWithMethod, { methodId: newId() })).message).toMatch(SOON);
  await signedInFrom("203.0.113.1");
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^http/);
});

it("leads back to the page that the try was made on, and nowhere else", async () => {
  const whence = async (referer: string) => {
    newBrowser(keptCookies(), { "x-forwarded-for": "203.0.113.9", referer });
    const { to } = await submit(renewWithMethod, { methodId: newId() });
    return new URL(to ?? "", "http://shop.example").searchParams.get("to");
  };
  await signedInFrom("203.0.113.9");
  await db.paymentTry.create({ data: { key: `account:${viewer.id}`, tries: 9, resetsAt: new Date(Date.now() + 600_000) } });
  expect(await whence("https://shop.example/account/payment-methods?notice=method")).toBe("/account/payment-methods?notice=method");
  expect(await whence("https://shop.example//evil.example/")).toBe("/account");
  expect(await whence("javascript:alert(1)")).toBe("/account");
  const form = { who: signLink("check", viewer.id, new Date(Date.now() + 600_000)), answer: await solvedCheck(viewer.id, null) };
  expect(await submit(passCheckHere, { ...form, to: "https://evil.example/" })).toEqual({ to: "/account" });
});

it("an answer is taken once, of the viewer it was made for, in time, and not altered", async () => {
  await signedInFrom("203.0.113.10");
  const until = new Date(Date.now() + 600_000);
  const answer = await solvedCheck(viewer.id, null);
  const send = async (fields: object) =>
    (await submit(passCheckHere, { who: signLink("check", viewer.id, until), answer, ...fields })).message ?? "passed";
  const FAILED = /not passed/;
  expect(await send({ who: signLink("check", newId(), until) })).toMatch(FAILED);
  expect(await send({ who: signLink("check", viewer.id, new Date(Date.now() - 120_000)) })).toMatch(FAILED);
  expect(await send({ who: signLink("pay-invoice", viewer.id, until) })).toMatch(FAILED);
  expect(await send({ answer: "{}" })).toMatch(FAILED);
  expect(await send({ answer: answer.replace('"cost":2000', '"cost":1') })).toMatch(FAILED);
  expect(await send({ answer: answer.replace(/"derivedKey":"../, '"derivedKey":"zz') })).toMatch(FAILED);
  expect(await send({})).toBe("passed");
  expect(await send({})).toMatch(FAILED);
  expect(await db.paymentTry.findUniqueOrThrow({ where: { key: `account:${viewer.id}` } })).toMatchObject({ passes: 3 });
});

it("beyond sixty times a network's viewers are checked, for many may share it; beyond three hundred it goes slowly, too", async () => {
  stopClockAt(now());
  const { price } = await aPlan();
  const from = async (address: string) => {
    await signedInFrom(address);
    return pressed(async () => submit(placeOrder, await orderOf(price.id)), address);
  };
  const data = { key: "network:203.0.113.2", tries: 60, resetsAt: new Date(Date.now() + 600_000) };
  await db.paymentTry.create({ data });
  await signedInFrom("203.0.113.2");
  expect((await submit(placeOrder, await orderOf(price.id))).to).toMatch(/^\/check/);
  expect((await from("203.0.113.2")).to).toMatch(/^http/);
  await db.paymentTry.update({ where: { key: data.key }, data: { tries: 300 } });
  expect((await from("203.0.113.2")).to).toMatch(/^http/);
  const begun = performance.now();
  expect((await from("203.0.113.2")).to).toMatch(/^http/);
  expect(performance.now() - begun).toBeGreaterThan(900);
  await db.throttle.update({ where: { key: "pay:203.0.113.2" }, data: { nextAt: new Date(Date.now() + 60_000) } });
  expect((await from("203.0.113.2")).message).toMatch(SOON);
  expect((await from("203.0.113.3")).to).toMatch(/^http/);
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
  for (let tries = 0; tries < 8; tries += 1) expect((await pay()).message).not.toMatch(SOON);
  expect((await pay()).to).toMatch(/^\/check\?/);
  await db.paymentTry.update({ where: { key: `account:${viewer.id}` }, data: { tries: 20 } });
  expect((await pay()).message).toMatch(SOON);
});
