import { beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { remindCustomer } from "#lib/billing/renewing/remind-customer.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { loadTaxRates } from "#lib/catalog/load-tax-rates.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { missingRates } from "#lib/reports/missing-rates.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy, changeCompany, order } from "#tests/support/shop.ts";
import { at, emailsTo, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

/** A German shop whose viewers live in countries with and without a rate of tax. */
useDatabase();
beforeEach(async () => {
  await endEarlierStories();
  await db.taxRate.deleteMany({ where: { country: { not: "DE" } } });
});

const HUNGARY = { country: "HU", ratePpm: 270_000, validFrom: "2012-01-01" };
const removeRate = () => db.taxRate.deleteMany({ where: { country: "HU" } });
const placed = async (customerId: string) =>
  Promise.all([db.order, db.subscription, db.transaction].map((table) => (table as typeof db.order).count({ where: { customerId } })));

const buyIn = async (country: string, price: Price): Promise<{ viewer: Customer; subscriptionId: string }> => {
  const viewer = await aViewer({ country });
  return { viewer, subscriptionId: (await buy(viewer, price)).subscriptionId };
};

test("where the seller owes tax and no rate is known nothing is sold: refused before anything is written down", async () => {
  stopClockAt(new Date("2026-03-01T12:00:00Z"));
  const { price } = await aPlan();
  const viewer = await aViewer();
  const wanted = { priceId: price.id, currency: "EUR", country: "HU" };
  await expect(quoteOrder(wanted)).rejects.toMatchObject({ code: "tax_rate_missing", field: "country", status: 422 });
  const moved = { country: "HU", company: null, vatId: null };
  const ordered = buyPlan({
    customer: viewer,
    ...moved,
    priceId: price.id,
    currency: "EUR",
    gateway: "sandbox",
    shown: "",
    consent: true,
  });
  await expect(ordered).rejects.toMatchObject({ code: "tax_rate_missing", field: "country" });
  expect(await placed(viewer.id)).toEqual([0, 0, 0]);
  expect(await db.customer.findUnique({ where: { id: viewer.id } })).toMatchObject({ country: "DE" });
  await aTaxRate({ ...HUNGARY, validFrom: "2026-03-02" }); // begins tomorrow
  await expect(quoteOrder(wanted)).rejects.toMatchObject({ code: "tax_rate_missing" });
});

test("0 % is a rate; where the seller owes no tax none is needed", async () => {
  stopClockAt(new Date("2026-03-01T12:00:00Z"));
  const { price } = await aPlan();
  await aTaxRate({ ...HUNGARY, ratePpm: 0 });
  const quoted = (country: string) => quoteOrder({ priceId: price.id, currency: "EUR", country });
  expect(await quoted("HU")).toMatchObject({ treatment: "standard", tax: 0n, total: 1000n });
  expect(await quoted("US")).toMatchObject({ treatment: "outside_scope", tax: 0n, total: 1000n });
  await changeCompany({ vatRegistered: false });
  expect(await quoted("AT")).toMatchObject({ treatment: "outside_scope", tax: 0n, total: 1000n });
  await changeCompany({ vatRegistered: true });
});

test("an order that is open when the rate is removed is not resumed: the checkout says what is wrong", async () => {
  stopClockAt(new Date("2026-03-01T12:00:00Z"));
  await aTaxRate(HUNGARY);
  const viewer = await aViewer({ country: "HU" });
  const { orderId } = await order(viewer, (await aPlan()).price);
  await removeRate();
  await expect(retryOrder({ orderId }, viewer.id)).rejects.toMatchObject({ code: "terms_changed" });
});

test("a renewal without a rate waits, uncharged, and holds up nobody; when the rate is there it goes on at the next run", async () => {
  stopClockAt(new Date("2026-03-01T12:00:00Z"));
  await aTaxRate(HUNGARY);
  const { price } = await aPlan({ amount: 1000n, taxIncluded: false });
  const hungarian = await buyIn("HU", price);
  const others = [await buyIn("DE", price), await buyIn("US", price)];
  const { id: homeId } = (await buyIn("DE", price)).viewer;
  await db.customer.update({ where: { id: homeId }, data: { country: null } }); // counts as at home
  await removeRate();
  await at("2026-03-29");
  expect(await emailsTo(hungarian.viewer.id)).not.toHaveProperty("renewal_reminder");
  expect(await emailsTo(others[0].viewer.id)).toHaveProperty("renewal_reminder");
  await expect(remindCustomer({ subscriptionId: hungarian.subscriptionId }, { kind: "OPERATOR", name: "Olga" })).rejects.toMatchObject({
    code: "reminder_without_rate",
    status: 409,
  });
  stopClockAt(new Date("2026-04-01T12:00:00Z"));
  const dues = [];
  while ((dues.at(-1) ?? 1) > 0) dues.push(await runRenewals(1));
  expect(dues).toEqual([1, 1, 1, 0]);
  for (const { subscriptionId } of others) expect(await invoicesOf(subscriptionId)).toHaveLength(2);
  await at("2026-04-02");
  await at("2026-04-05");
  expect(await invoicesOf(hungarian.subscriptionId)).toHaveLength(1);
  expect(await statusOf(hungarian.subscriptionId)).toBe("ACTIVE");
  await aTaxRate({ ...HUNGARY, validFrom: "2026-04-05" }); // as of today: none on the day from which it is billed
  await at("2026-04-05T12:10:00Z");
  expect(await invoicesOf(hungarian.subscriptionId)).toHaveLength(1);
  await aTaxRate({ ...HUNGARY, ratePpm: 260_000 });
  await at("2026-04-05T12:10:01Z");
  const renewed = await db.invoice.findFirstOrThrow({
    where: { subscriptionId: hungarian.subscriptionId, cycle: 1 },
    include: { lines: true },
  });
  expect(renewed).toMatchObject({ status: "PAID", total: 1260n, tax: 260n, lines: [{ taxRatePpm: 260_000 }] });
  expect(await emailsTo(hungarian.viewer.id)).not.toHaveProperty("renewal_reminder"); // of a day that is over
  await expectBooksAgree();
});

test("a reminder waits for the rate and then has the right sum", async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  await aTaxRate(HUNGARY);
  const { viewer } = await buyIn("HU", (await aPlan({ taxIncluded: false })).price);
  await removeRate();
  await at("2026-05-29T12:00:00Z");
  expect(await emailsTo(viewer.id)).not.toHaveProperty("renewal_reminder");
  await aTaxRate(HUNGARY);
  await at("2026-05-30T12:00:00Z");
  const letter = await db.message.findFirstOrThrow({ where: { customerId: viewer.id, templateKey: "renewal_reminder", kind: "EMAIL" } });
  expect(letter.text).toContain("12.70");
});

test("a trial that ends without a rate waits too, and expires with grace, uncharged", async () => {
  stopClockAt(new Date("2026-06-01T12:00:00Z"));
  await aTaxRate(HUNGARY);
  const { viewer, subscriptionId } = await buyIn("HU", (await aPlan({ trialDays: 7 })).price);
  await removeRate();
  for (const day of ["2026-06-08", "2026-06-15", "2026-06-29"]) await at(day);
  expect([await statusOf(subscriptionId), await invoicesOf(subscriptionId)]).toMatchObject(["TRIALING", { length: 1 }]);
  await at("2026-07-01");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  expect(await db.transaction.count({ where: { customerId: viewer.id, kind: "CHARGE" } })).toBe(0);
  await expectBooksAgree();
});

test.each([
  ["no tax is charged at all", () => changeCompany({ vatRegistered: false }), 0],
  ["every rate is known", () => loadTaxRates(SYSTEM), 190_000],
])("nothing waits where %s", async (_, change, taxRatePpm) => {
  stopClockAt(new Date("2026-09-01T12:00:00Z"));
  await change();
  const { viewer, subscriptionId } = await buyIn("DE", (await aPlan()).price);
  await at("2026-09-29");
  await at("2026-10-01");
  expect(await emailsTo(viewer.id)).toHaveProperty("renewal_reminder");
  const renewed = await db.invoice.findFirst({ where: { subscriptionId, cycle: 1 }, include: { lines: true } });
  expect(renewed).toMatchObject({ status: "PAID", total: 1000n, lines: [{ taxRatePpm }] });
  await changeCompany({ vatRegistered: true });
});

test("a renewal that waits does not hold up the viewer's other plans", async () => {
  stopClockAt(new Date("2026-08-01T12:00:00Z"));
  await aTaxRate(HUNGARY);
  const viewer = await aViewer({ country: "HU" });
  const weekly = await buy(viewer, (await aPlan({ interval: "WEEK" })).price);
  const fortnightly = await buy(viewer, (await aPlan({ interval: "WEEK", intervalCount: 2 })).price);
  await removeRate();
  await aTaxRate({ ...HUNGARY, validFrom: "2026-08-12" });
  await at("2026-08-09");
  await at("2026-08-17");
  expect(await invoicesOf(weekly.subscriptionId)).toHaveLength(1);
  expect(await invoicesOf(fortnightly.subscriptionId)).toHaveLength(2);
});

test("what another pays for is billed where the payer lives: it waits for no rate of the watcher's country, but for the payer's", async () => {
  stopClockAt(new Date("2026-10-02T12:00:00Z"));
  await aTaxRate(HUNGARY);
  const pays = (payer: Customer, subscriptionId: string) =>
    db.subscription.update({ where: { id: subscriptionId }, data: { payerId: payer.id, paymentMethodId: null } });
  const { price } = await aPlan();
  const [abroad, home] = [await buyIn("HU", price), await buyIn("DE", price)];
  await pays(home.viewer, abroad.subscriptionId);
  await pays(abroad.viewer, home.subscriptionId);
  await removeRate();
  expect(await missingRates(await getSettings())).toContainEqual(expect.objectContaining({ country: "HU", waiting: 1 }));
  await at("2026-11-02");
  expect(await invoicesOf(abroad.subscriptionId)).toMatchObject([{}, { 1: "PAID" }]);
  expect(await invoicesOf(home.subscriptionId)).toHaveLength(1);
  await expectBooksAgree();
});
