import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { giveCredit, giveCreditInput } from "#lib/billing/settling/give-credit.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, CARDS, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

const give = (customerId: string, amount: string, way: "give" | "take" = "give") =>
  giveCredit(giveCreditInput.parse({ customerId, way, currency: "EUR", amount, reason: "A long outage" }), SYSTEM);
const held = async (customerId: string) => (await walletOf(customerId)).balances.map(({ minor }) => minor);

/** Orders with so much from the balance shown, up to the payment page. */
async function orderWith(customer: Customer, price: Price, fromBalance: bigint) {
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", customerId: customer.id });
  const shown = writtenTerms(quote, customer.id, fromBalance);
  return buyPlan({ customer, priceId: price.id, currency: "EUR", gateway: "sandbox", shown, consent: true });
}
const chargesOf = (orderId: string) =>
  db.transaction
    .findMany({ where: { invoice: { orderId }, kind: "CHARGE" }, orderBy: { number: "asc" } })
    .then((rows) => rows.map(({ gateway, status, amount, tax }) => [gateway, status, amount, tax]));

test("credit by hand is on the balance, in the ledger and the log, and nobody takes more than there is", async () => {
  const { id } = await aViewer();
  await give(id, "5.00");
  await give(id, "1.50", "take");
  await expect(give(id, "3.51", "take")).rejects.toMatchObject({ code: "balance_too_small", field: "amount" });
  await expect(give(crypto.randomUUID(), "1.00")).rejects.toMatchObject({ code: "customer_unknown" });
  const { balances, history } = await walletOf(id);
  expect(balances).toEqual([{ minor: 350n, currency: "EUR" }]);
  expect(history).toMatchObject([
    { cause: "taken", amount: -150n, left: 350n, reason: "A long outage" },
    { cause: "given", amount: 500n, left: 500n },
  ]);
  const [goodwill] = await db.$queryRaw<
    { sum: bigint }[]
  >`SELECT sum("amount")::bigint AS "sum" FROM "LedgerEntry" WHERE "account" = 'goodwill'`;
  expect(goodwill.sum).toBe(350n);
  expect(await db.auditEntry.count({ where: { subjectId: id } })).toBe(2);
  await expectBooksAgree();
});

test("of two who take the last of a balance at once, one does", async () => {
  const { id } = await aViewer();
  await give(id, "4.00");
  const taken = await Promise.allSettled([give(id, "3.00", "take"), give(id, "3.00", "take")]);
  expect(taken.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await held(id)).toEqual([100n]);
});

test("a balance that covers an order pays it, without a page", async () => {
  const viewer = await aViewer();
  await give(viewer.id, "12.00");
  const { orderId, url } = await orderWith(viewer, (await aPlan()).price, 1000n);
  expect(url).toBe(`/checkout/return?order=${orderId}`);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect(await chargesOf(orderId)).toEqual([["balance", "SUCCEEDED", 1000n, 160n]]);
  expect(await held(viewer.id)).toEqual([200n]);
  expect(await db.subscription.findFirst({ where: { customerId: viewer.id } })).toMatchObject({ status: "ACTIVE" });
  await expectBooksAgree();
});

test("a smaller one pays its part when the card has paid the rest, not before, and both have the invoice's tax", async () => {
  const viewer = await aViewer();
  await give(viewer.id, "4.00");
  const { price } = await aPlan();
  const { orderId } = await orderWith(viewer, price, 400n);
  await payAtSandbox(orderId, CARDS.lost);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "declined" });
  expect(await held(viewer.id)).toEqual([400n]);
  await retryOrder({ orderId }, viewer.id);
  await payAtSandbox(orderId);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect((await chargesOf(orderId)).slice(1)).toEqual([
    ["sandbox", "SUCCEEDED", 600n, 96n],
    ["balance", "SUCCEEDED", 400n, 64n],
  ]);
  expect(await db.invoice.findFirst({ where: { orderId } })).toMatchObject({ status: "PAID", total: 1000n, paid: 1000n, tax: 160n });
  expect(await held(viewer.id)).toEqual([]);
  await expectBooksAgree();
});

test("an order that was shown another part, or none, is not placed", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  await give(viewer.id, "4.00");
  await expect(orderWith(viewer, price, 0n)).rejects.toMatchObject({ code: "terms_changed" });
  const { orderId } = await orderWith(viewer, price, 400n);
  await give(viewer.id, "1.00");
  await expect(retryOrder({ orderId }, viewer.id)).rejects.toMatchObject({ code: "terms_changed" });
});

test("an abandoned order leaves the balance as it was", async () => {
  const viewer = await aViewer();
  await give(viewer.id, "4.00");
  await orderWith(viewer, (await aPlan()).price, 400n);
  stopClockAt(new Date(now().getTime() + 25 * 3_600_000));
  await abandonOrders();
  expect(await held(viewer.id)).toEqual([400n]);
});

test("two orders at once do not spend a balance twice: the second gives the card's money back, whole", async () => {
  const viewer = await aViewer();
  await give(viewer.id, "4.00");
  const first = await orderWith(viewer, (await aPlan()).price, 400n);
  const second = await orderWith(viewer, (await aPlan()).price, 400n);
  await Promise.all([payAtSandbox(first.orderId), payAtSandbox(second.orderId)]);
  await Promise.all([confirmReturn({ orderId: first.orderId }), confirmReturn({ orderId: second.orderId })]);
  expect(await db.subscription.count({ where: { customerId: viewer.id, status: "ACTIVE" } })).toBe(1);
  expect(await db.transaction.findMany({ where: { customerId: viewer.id, kind: "REFUND" } })).toMatchObject([
    { gateway: "sandbox", amount: 600n, reason: "balance_short" },
  ]);
  expect(await held(viewer.id)).toEqual([]);
  expect(await db.order.count({ where: { customerId: viewer.id, status: "ABANDONED" } })).toBe(1);
  await expectBooksAgree();
});

test("what is left is never too little for every gateway: then the balance keeps so much", async () => {
  const settings = await getSettings();
  const share = (due: bigint, balance: bigint) => balanceShare({ minor: due, currency: "EUR" }, balance, settings);
  expect(share(1000n, 400n)).toBe(400n);
  expect(share(1000n, 2000n)).toBe(1000n);
  expect(share(0n, 2000n)).toBe(0n);
});
