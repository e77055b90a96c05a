import { beforeAll, beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { saveTaxExemption } from "#lib/customers/save-tax-exemption.ts";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy, changeCompany } from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";

/** A German shop, 19 %, with viewers in Austria, 20 %. */
useDatabase();
let price: Price;
beforeAll(async () => {
  await aTaxRate({ country: "AT", ratePpm: 200_000 });
  ({ price } = await aPlan({ amount: 1190n }));
});
beforeEach(async () => {
  await endEarlierStories();
  await changeCompany({ homeVat: false, taxRounding: "rate" });
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
});

async function billed(subscriptionId: string) {
  const invoices = await db.invoice.findMany({ where: { subscriptionId }, include: { lines: true }, orderBy: { cycle: "asc" } });
  return invoices.map(({ taxTreatment, tax, total, lines: [{ taxCountry }] }) => [taxTreatment, taxCountry, tax, total]);
}

test("under the threshold a viewer in Austria is charged the shop's own VAT; from the day that it is passed, theirs", async () => {
  await changeCompany({ homeVat: true });
  const { subscriptionId } = await buy(await aViewer({ country: "AT" }), price);
  await at("2027-02-10");
  await changeCompany({ homeVat: false });
  await at("2027-03-10");
  expect(await billed(subscriptionId)).toEqual([
    ["standard", "DE", 190n, 1190n],
    ["standard", "DE", 190n, 1190n],
    ["standard", "AT", 198n, 1190n],
  ]);
  await expectBooksAgree();
});

test("the shop's own VAT needs its own rate, not the viewer's", async () => {
  await changeCompany({ homeVat: true });
  const order = { priceId: price.id, currency: "EUR", country: "SE" };
  expect(await quoteOrder(order)).toMatchObject({ treatment: "standard", tax: 190n, lines: [{ taxCountry: "DE" }] });
  await changeCompany({ homeVat: false });
  await expect(quoteOrder(order)).rejects.toMatchObject({ code: "tax_rate_missing" });
});

test("a mission of diplomats shows its certificate, and is taxed again when it ends; invoices say why", async () => {
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  const proof = { customerId: viewer.id, end: false, reason: "Diplomatic mission", certificate: "D-7" };
  await saveTaxExemption(proof, SYSTEM);
  await at("2027-02-10");
  await saveTaxExemption({ ...proof, end: true }, SYSTEM);
  await at("2027-03-10");
  expect(await billed(subscriptionId)).toEqual([
    ["standard", "DE", 190n, 1190n],
    ["exempt", "DE", 0n, 1190n],
    ["standard", "DE", 190n, 1190n],
  ]);
  const [, exempt] = await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } });
  expect(exempt.buyer).toMatchObject({ exemption: "Diplomatic mission (D-7)" });
  expect(await db.auditEntry.count({ where: { action: { startsWith: "customer.exempt" }, subjectId: viewer.id } })).toBe(2);
  await expectBooksAgree();
});

test("where tax is rounded is the operator's choice, and each invoice keeps it", async () => {
  const { price: odd } = await aPlan({ amount: 103n, setupFee: 103n, taxIncluded: false });
  const order = { priceId: odd.id, currency: "EUR", country: "DE" };
  expect((await quoteOrder(order)).tax).toBe(39n);
  await changeCompany({ taxRounding: "line" });
  expect((await quoteOrder(order)).tax).toBe(40n);
  const { orderId } = await buy(await aViewer(), odd);
  const invoice = await db.invoice.findFirstOrThrow({ where: { orderId } });
  expect([invoice.tax, invoice.seller]).toMatchObject([40n, { taxRounding: "line" }]);
  await expectBooksAgree();
});
