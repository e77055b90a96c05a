import { describe, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { saveCoupon, saveCouponInput } from "#lib/catalog/save-coupon.ts";
import { saveTaxRate } from "#lib/catalog/save-tax-rate.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { updateProfile } from "#lib/customers/save-profile.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { cancelSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { offerGateway, offerGatewayInput } from "#lib/payments/offer-gateway.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, buy, changeCompany } from "#tests/support/shop.ts";
import { correct, look } from "./shown-page.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

const offerSandbox = (offer: object) => offerGateway(offerGatewayInput.parse({ gateway: "sandbox", offer }), SYSTEM);

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
  await saveCoupon(input, SYSTEM);
  await expect(page.order()).rejects.toMatchObject({ code: "terms_changed" });
});

it.each([
  ["that renews", "REGULAR", true],
  ["that renews", "REGULAR", false],
  ["of one term", "TRIAL", true],
  ["of one term", "TRIAL", false],
] as const)("when the time of a plan %s (%s) begins is not changed unseen: at the first login, shown as %s", async (_, kind, before) => {
  const viewer = await aViewer();
  const { price } = await aPlan({ kind, startsAtFirstLogin: before });
  const page = await look(viewer, price);
  await db.plan.update({ where: { id: price.planId }, data: { startsAtFirstLogin: !before } });
  await expect(page.order()).rejects.toMatchObject({ code: "terms_changed" });
});

it("what else a viewer saw is compared: whose account it is, the country, the tax of the renewal", async () => {
  await aTaxRate({ country: "HU", ratePpm: 270_000 });
  const viewer = await aViewer();
  const { price } = await aPlan({ trialDays: 14, taxIncluded: false });
  const page = await look(viewer, price);
  await transaction((tx) => updateProfile(tx, viewer, { country: "HU" }));
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
  await saveTaxRate({ country: "DE", name: "VAT", rate: 210_000, validFrom: "2026-05-10" }, SYSTEM);
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
    await transaction((tx) => updateProfile(tx, viewer, { country: "HU", company: "Kft.", addressLine1: "Fő utca 1" }));
    const second = await (await look(viewer, price)).order();
    expect(second.orderId).not.toBe(first.orderId);
    expect(await db.order.findUnique({ where: { id: first.orderId } })).toMatchObject({ status: "ABANDONED" });
    expect(await buyerOf(second.orderId)).toEqual({ country: "HU", company: "Kft.", tax: 213n, total: 1000n });
    await transaction((tx) => updateProfile(tx, viewer, { company: "Bt." }));
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
    await transaction((tx) => updateProfile(tx, viewer, { phone: "+4930123456" }));
    expect(await retryOrder({ orderId }, viewer.id)).toMatch(/sandbox/);
    expect(
      await db.transaction.findMany({ where: { orderId }, orderBy: { number: "asc" }, select: { status: true, phone: true } }),
    ).toEqual([
      { status: "CANCELED", phone: null },
      { status: "PENDING", phone: "+4930123456" },
    ]);
  });

  it.each<[string, (viewer: Customer, price: Price) => Promise<unknown>]>([
    ["the tax of another day", () => saveTaxRate({ country: "DE", name: "VAT", rate: 200_000, validFrom: "2026-05-01" }, SYSTEM)],
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
    ["another name of the seller", () => changeCompany({ legalName: "New Owner Ltd" })],
    ["another buyer's name", (viewer) => transaction((tx) => updateProfile(tx, viewer, { name: "Vera Married" }))],
    ["a price that is not sold any more", (_, { id }) => db.price.update({ where: { id }, data: { archivedAt: now() } })],
    ["a gateway that is not offered where its viewer is any more", () => offerSandbox({ countriesAre: "except", countries: ["DE"] })],
    ["a gateway that is not offered for its plan any more", (_, { planId }) => offerSandbox({ plansAre: "except", plans: [planId] })],
  ])("from its own page is not resumed with %s", async (_, change) => {
    const viewer = await aViewer();
    const { price } = await aPlan({ trialDays: 7, setupFee: 500n });
    const orderId = await left(viewer, price);
    await change(viewer, price);
    await expect(retryOrder({ orderId }, viewer.id)).rejects.toMatchObject({ code: "terms_changed" });
    await db.taxRate.deleteMany({ where: { ratePpm: 200_000 } });
    await offerSandbox({});
  });

  it("gets no new try at a gateway that is not offered for it any more, from the checkout neither; a page that is open goes on", async () => {
    const [viewer, other] = [await aViewer(), await aViewer()];
    const { price } = await aPlan();
    await left(viewer, price);
    const [closed, open] = [await look(viewer, price), await look(other, price)];
    const { url } = await open.order();
    await offerSandbox({ plansAre: "except", plans: [price.planId] });
    await expect(closed.order()).rejects.toMatchObject({ code: "gateway_unavailable", field: "gateway" });
    expect(await open.order()).toMatchObject({ url });
    await offerSandbox({});
  });
});
