import { beforeAll, beforeEach, expect, test } from "vitest";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { checkVatNumbers } from "#lib/customers/check-vat-numbers.ts";
import { updateProfile } from "#lib/customers/save-profile.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy } from "#tests/support/shop.ts";
import { at, endEarlierStories } from "#tests/support/story.ts";

/** A German shop and a company in Austria, whose tax is 20 %. */
useDatabase();
let price: Price;
beforeAll(async () => {
  await aTaxRate({ country: "AT", ratePpm: 200_000 });
  ({ price } = await aPlan({ amount: 1200n }));
});
beforeEach(async () => {
  await endEarlierStories();
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
});

const inAustria = () => aViewer({ country: "AT" });
const bears = (viewer: Customer, vatId: string | null) => transaction((tx) => updateProfile(tx, viewer, { vatId }));
const billed = async (subscriptionId: string) =>
  (await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } })).map(({ taxTreatment, subtotal, tax, total }) => [
    taxTreatment,
    subtotal,
    tax,
    total,
  ]);

const quoted = (viewer: Pick<Customer, "id" | "vatId">) =>
  quoteOrder({ priceId: price.id, currency: "EUR", country: "AT", vatId: viewer.vatId, customerId: viewer.id });

test("a number is confirmed after the order: the first invoice bears tax, every later one is reverse charged", async () => {
  const viewer = await bears(await inAustria(), "ATU10000001");
  const { subscriptionId } = await buy(viewer, price);
  await at("2027-01-10T12:05:00Z");
  await at("2027-02-10");
  await at("2027-03-10");
  expect(await billed(subscriptionId)).toEqual([
    ["standard", 1000n, 200n, 1200n],
    ["reverse_charge", 1200n, 0n, 1200n],
    ["reverse_charge", 1200n, 0n, 1200n],
  ]);
  await expectBooksAgree();
});

test("a number that is not in force, or gets no answer, never holds up a sale and earns nothing", async () => {
  const [refused, silent] = [await bears(await inAustria(), "ATU10000200"), await bears(await inAustria(), "ATU10000300")];
  const sold = [await buy(refused, price), await buy(silent, price)];
  await at("2027-02-10");
  for (const { subscriptionId } of sold)
    expect(await billed(subscriptionId)).toEqual([
      ["standard", 1000n, 200n, 1200n],
      ["standard", 1000n, 200n, 1200n],
    ]);
  expect(await quoted(refused)).toMatchObject({ treatment: "standard", vatIdStatus: "invalid" });
  expect(await quoted(silent)).toMatchObject({ treatment: "standard", vatIdStatus: "unverified" });
  await expectBooksAgree();
});

test("a confirmed number of another country than the buyer's, or in the seller's own, earns nothing", async () => {
  const viewer = await bears(await inAustria(), "FR10000000001");
  await checkVatNumbers();
  expect(await quoted(viewer)).toMatchObject({ treatment: "standard", vatIdStatus: "invalid", tax: 200n });
  const german = await bears(await aViewer(), "DE100000001");
  await checkVatNumbers();
  const atHome = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", vatId: german.vatId, customerId: german.id });
  expect(atHome).toMatchObject({ treatment: "standard", vatIdStatus: null, tax: 192n });
});

test("a number that is given with the order and confirmed already: what is shown is shown anew, with the number, and then sold", async () => {
  await bears(await inAustria(), "ATU10000009");
  await checkVatNumbers();
  const viewer = await inAustria();
  const order = { priceId: price.id, currency: "EUR", country: "AT", gateway: "sandbox", customer: viewer, consent: true } as const;
  const given = { ...order, company: "Kino GmbH", vatId: "ATU10000009" };
  const shown = writtenTerms(await quoted(viewer), viewer.id);
  await expect(buyPlan({ ...given, shown })).rejects.toMatchObject({ code: "terms_changed" });
  const known = await db.customer.findUniqueOrThrow({ where: { id: viewer.id } });
  expect(known).toMatchObject({ vatId: "ATU10000009", company: "Kino GmbH" });
  const anew = await quoted(known);
  expect(anew).toMatchObject({ treatment: "reverse_charge", total: 1200n, tax: 0n });
  const { orderId } = await buyPlan({ ...given, shown: writtenTerms(anew, viewer.id) });
  expect(await db.invoice.findFirst({ where: { orderId } })).toMatchObject({ taxTreatment: "reverse_charge", tax: 0n, total: 1200n });
});

test("a company that gives its number up is taxed from the next invoice on", async () => {
  const viewer = await bears(await inAustria(), "ATU10000005");
  await checkVatNumbers();
  const quote = await quoted(viewer);
  const shown = writtenTerms(quote, viewer.id);
  const { orderId } = await buyPlan({ customer: viewer, priceId: price.id, currency: "EUR", gateway: "sandbox", shown, consent: true });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const { completeSandboxCheckout } = await import("#lib/payments/gateways/sandbox/checkout.ts");
  await completeSandboxCheckout(gatewayReference!, "4242424242424242");
  await at("2027-01-11");
  await bears(await db.customer.findUniqueOrThrow({ where: { id: viewer.id } }), null);
  await at("2027-02-11");
  const { subscriptionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(await billed(subscriptionId)).toEqual([
    ["reverse_charge", 1200n, 0n, 1200n],
    ["standard", 1000n, 200n, 1200n],
  ]);
  await expectBooksAgree();
});
