import { describe, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { buyPlan } from "#lib/billing/buy-plan.ts";
import { confirmReturn } from "#lib/billing/confirm-return.ts";
import { quoteOrder } from "#lib/billing/quote-order.ts";
import { retryOrder } from "#lib/billing/retry-order.ts";
import { archivePrice } from "#lib/catalog/archive-price.ts";
import { lockOffer } from "#lib/catalog/lock-plan.ts";
import { saveCoupon, saveCouponInput } from "#lib/catalog/save-coupon.ts";
import { savePrice, savePriceInput } from "#lib/catalog/save-price.ts";
import { saveTaxRate } from "#lib/catalog/tax-rates.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { updateProfile } from "#lib/customers/profile.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { cancelSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

/** What a viewer's page shows now. */
async function look(customer: Customer, price: Price, couponCode?: string) {
  const { country } = await db.customer.findUniqueOrThrow({ where: { id: customer.id } });
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: country!, couponCode, customerId: customer.id });
  const input = { customer, priceId: price.id, currency: "EUR", couponCode, gateway: "sandbox" };
  return {
    quote,
    order: (details?: { country: string; company: null; vatId: null }) =>
      buyPlan({ ...input, details, shown: writtenTerms(quote, customer.id), consent: true }),
  };
}

function correct({ id, planId }: Price, values: { amount?: string } & Record<string, unknown>) {
  const { amount = "10.00", ...rest } = values;
  const input = { id, planId, interval: "MONTH", intervalCount: 1, trialDays: 0, taxIncluded: "on", amounts: { EUR: { amount } }, ...rest };
  return transaction((tx) => savePrice(tx, savePriceInput.parse(input), SYSTEM));
}

const CORRECTIONS: [string, Parameters<typeof aPlan>[0], Parameters<typeof correct>[1]][] = [
  ["the price after a trial", { trialDays: 14 }, { trialDays: 14, amount: "99.00" }],
  ["the length of a period", { interval: "YEAR", amount: 12_000n }, { interval: "MONTH", amount: "120.00" }],
  ["the number of months", { intervalCount: 3 }, { intervalCount: 2 }],
  ["the length of the trial", { trialDays: 14 }, { trialDays: 1 }],
  ["whether tax is included", { trialDays: 14 }, { trialDays: 14, taxIncluded: "" }],
];

describe("a price that nobody has bought yet and is corrected between page and order", () => {
  it.each(CORRECTIONS)("is not sold unseen: %s", async (_, plan, correction) => {
    const viewer = await aViewer();
    const { price } = await aPlan(plan);
    const page = await look(viewer, price);
    await correct(price, correction);
    await expect(page.order()).rejects.toMatchObject({ code: "terms_changed" });
    expect(await db.order.count({ where: { customerId: viewer.id } })).toBe(0);
    expect((await (await look(viewer, price)).order()).url).toMatch(/sandbox/);
  });
});

it.each([
  ["a lasting coupon that became one for one time", { duration: "FOREVER" as const }, {}],
  ["a coupon after a trial that takes less off", {}, { percent: "1" }],
])("%s is not redeemed unseen", async (_, before, after) => {
  const viewer = await aViewer();
  const { price } = await aPlan({ trialDays: 14 });
  const { id, code } = await aCoupon(`CODE-${viewer.number}`, before);
  const page = await look(viewer, price, code);
  const input = saveCouponInput.parse({ id, code, discount: "percent", percent: "20", ...after });
  await transaction((tx) => saveCoupon(tx, input, SYSTEM));
  await expect(page.order()).rejects.toMatchObject({ code: "terms_changed" });
});

it("what else a viewer saw is compared: whose account it is, the country, the tax of the renewal", async () => {
  await aTaxRate({ country: "HU", ratePpm: 270_000 });
  const viewer = await aViewer();
  const { price } = await aPlan({ trialDays: 14, taxIncluded: false });
  const page = await look(viewer, price);
  await transaction((tx) => updateProfile(tx, viewer.id, { country: "HU" }));
  await expect(page.order()).rejects.toMatchObject({ code: "terms_changed" });
  expect((await page.order({ country: "DE", company: null, vatId: null })).url).toMatch(/sandbox/); // said again with the order itself
  const other = await aViewer();
  const shown = writtenTerms(page.quote, viewer.id);
  await expect(
    buyPlan({ customer: other, priceId: price.id, currency: "EUR", gateway: "sandbox", shown, consent: true }),
  ).rejects.toMatchObject({
    code: "terms_changed",
  });
  const later = await look(other, price);
  await transaction((tx) => saveTaxRate(tx, { country: "DE", name: "VAT", rate: 210_000, validFrom: "2026-05-10" }, SYSTEM));
  await expect(later.order()).rejects.toMatchObject({ code: "terms_changed" });
  await db.taxRate.deleteMany({ where: { ratePpm: 210_000 } });
});

it("order and correction at once: sold as it was shown, or not at all", async () => {
  const ends = { sold: 0, refused: 0 };
  for (let tries = 0; tries < 16; tries += 1) {
    const viewer = await aViewer();
    const { price } = await aPlan({ interval: "YEAR", amount: 12_000n });
    const page = await look(viewer, price);
    const [ordered, corrected] = await Promise.allSettled([page.order(), correct(price, { interval: "MONTH", amount: "120.00" })]);
    const sold = await db.subscription.findFirst({ where: { customerId: viewer.id }, include: { price: true } });
    if (ordered.status === "fulfilled") expect(sold).toMatchObject({ interval: "YEAR", price: { interval: "YEAR" } });
    else expect([ordered.reason.code, sold]).toEqual(["terms_changed", null]);
    expect(corrected.status).toBe("fulfilled");
    ends[sold ? "sold" : "refused"] += 1;
  }
  expect(ends.sold + ends.refused).toBe(16);
});

/** What becomes of an order while `change` holds its locks and has not committed. */
async function orderedDuring(page: Awaited<ReturnType<typeof look>>, change: (tx: Tx) => Promise<unknown>) {
  const [looked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let answered = false;
  const changed = transaction(async (tx) => {
    await change(tx);
    looked.resolve();
    await released.promise;
  });
  await looked.promise;
  const ordered = page
    .order()
    .catch((error: unknown) => error)
    .finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  released.resolve();
  await changed;
  return ordered;
}

it("an order waits for a correction that is under way", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan({ interval: "YEAR", amount: 12_000n });
  await db.price.create({
    data: { planId: price.planId, interval: "WEEK", createdAt: now(), amounts: { create: { currency: "EUR", amount: 1n } } },
  });
  const ordered = await orderedDuring(await look(viewer, price), (tx) => archivePrice(tx, { id: price.id }, SYSTEM));
  expect(ordered).toMatchObject({ code: "price_changed" });
});

it("an order waits for a correction of its coupon, and is not sold unseen", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const { id, code } = await aCoupon(`HELD-${viewer.number}`);
  const input = saveCouponInput.parse({ id, code, discount: "percent", percent: "1" });
  const ordered = await orderedDuring(await look(viewer, price, code), (tx) => saveCoupon(tx, input, SYSTEM));
  expect(ordered).toMatchObject({ code: "terms_changed" });
  expect(await db.order.count({ where: { customerId: viewer.id } })).toBe(0);
});

it("a coupon's correction waits for an order of it that is under way", async () => {
  const { price } = await aPlan();
  const { id, code } = await aCoupon("ORDERED");
  const [looked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ordering = transaction(async (tx) => {
    await lockOffer(tx, { priceId: price.id, couponCode: code });
    looked.resolve();
    await released.promise;
  });
  await looked.promise;
  let answered = false;
  const input = saveCouponInput.parse({ id, code, discount: "percent", percent: "1" });
  const corrected = transaction((tx) => saveCoupon(tx, input, SYSTEM)).finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  released.resolve();
  await Promise.all([ordering, corrected]);
});

describe("an order that is resumed", () => {
  const buyerOf = async (orderId: string) => {
    const { buyer, tax, total } = await db.invoice.findFirstOrThrow({ where: { orderId } });
    return { country: (buyer as { country: string }).country, company: (buyer as { company?: string }).company, tax, total };
  };

  it("is replaced when the buyer moved, though the total is the same", async () => {
    await aTaxRate({ country: "HU", ratePpm: 270_000 });
    const viewer = await aViewer();
    const { price } = await aPlan();
    const first = await (await look(viewer, price)).order();
    await transaction((tx) => updateProfile(tx, viewer.id, { country: "HU", company: "Kft.", addressLine1: "Fő utca 1" }));
    const second = await (await look(viewer, price)).order();
    expect(second.orderId).not.toBe(first.orderId);
    expect(await db.order.findUnique({ where: { id: first.orderId } })).toMatchObject({ status: "ABANDONED" });
    expect(await buyerOf(second.orderId)).toEqual({ country: "HU", company: "Kft.", tax: 213n, total: 1000n });
    await transaction((tx) => updateProfile(tx, viewer.id, { company: "Bt." }));
    const third = await (await look(viewer, price)).order();
    expect(await buyerOf(third.orderId)).toMatchObject({ company: "Bt." });
  });

  const left = async (viewer: Customer, price: Price) => {
    const { orderId } = await (await look(viewer, price)).order();
    const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
    await cancelSandboxCheckout(gatewayReference!);
    await confirmReturn({ orderId });
    return orderId;
  };

  it("from its own page is resumed while it says the same, with the viewer as they are now", async () => {
    const viewer = await aViewer();
    const { price } = await aPlan();
    const orderId = await left(viewer, price);
    await transaction((tx) => updateProfile(tx, viewer.id, { phone: "+4930123456" }));
    expect(await retryOrder(orderId, viewer.id)).toMatch(/sandbox/);
    expect(
      await db.transaction.findMany({ where: { orderId }, orderBy: { number: "asc" }, select: { status: true, phone: true } }),
    ).toEqual([
      { status: "CANCELED", phone: null },
      { status: "PENDING", phone: "+4930123456" },
    ]);
  });

  it.each<[string, (viewer: Customer, price: Price) => Promise<unknown>]>([
    [
      "the tax of another day",
      () => transaction((tx) => saveTaxRate(tx, { country: "DE", name: "VAT", rate: 200_000, validFrom: "2026-05-01" }, SYSTEM)),
    ],
    [
      "a trial that was used meanwhile",
      async (viewer, { planId }) => {
        const data = { planId, interval: "YEAR" as const, createdAt: now() };
        const other = await db.price.create({ data: { ...data, amounts: { create: { currency: "EUR", amount: 1n } } } });
        const { subscriptionId } = await buy(viewer, other);
        await db.order.updateMany({ where: { customerId: viewer.id, status: "ABANDONED" }, data: { status: "OPEN" } });
        await db.subscription.update({ where: { id: subscriptionId }, data: { status: "CANCELED", endedAt: now(), renewsAt: null } });
      },
    ],
    ["another buyer's name", (viewer) => transaction((tx) => updateProfile(tx, viewer.id, { name: "Vera Married" }))],
    ["a price that is not sold any more", (_, { id }) => db.price.update({ where: { id }, data: { archivedAt: now() } })],
  ])("from its own page is not resumed with %s", async (_, change) => {
    const viewer = await aViewer();
    const { price } = await aPlan({ trialDays: 7, setupFee: 500n });
    const orderId = await left(viewer, price);
    await change(viewer, price);
    await expect(retryOrder(orderId, viewer.id)).rejects.toMatchObject({ code: "terms_changed" });
    await db.taxRate.deleteMany({ where: { ratePpm: 200_000 } });
  });
});
