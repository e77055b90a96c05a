import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice, payingObstacle } from "#lib/billing/buying/pay-invoice.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { ownInvoice } from "#lib/customers/account-queries.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

async function subscribed(start: string, card: string, viewer?: Customer) {
  stopClockAt(new Date(`${start}T12:00:00Z`));
  const buyer = viewer ?? (await aViewer());
  return { viewer: buyer, ...(await buy(buyer, (await aPlan()).price, { card })) };
}

const subscription = (id: string) => db.subscription.findUniqueOrThrow({ where: { id } });
const states = async (subscriptionId: string) => (await invoicesOf(subscriptionId)).map(([, status, start]) => `${status} ${start}`);

/** A method of theirs with the last four digits of `card`. */
const methodOf = ({ id }: Customer, card: string) =>
  db.paymentMethod.findFirstOrThrow({ where: { customerId: id, last4: card.slice(-4) } });

test("a card that is lost is not tried again, and access goes on until grace ends", async () => {
  const { subscriptionId, viewer } = await subscribed("2026-01-10", CARDS.laterLost);
  for (const day of ["02-10", "02-12", "02-17", "02-24"]) await at(`2026-${day}`);
  expect(await chargesOf(subscriptionId)).toEqual([
    ["SUCCEEDED", "2026-01-10"],
    ["DECLINED", "2026-02-10"],
  ]);
  expect(await mayWatch(viewer.id, new Date("2026-03-03T11:59:59Z"))).toBe(true);
  await at("2026-03-03T11:59:00Z");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await at("2026-03-03");
  expect(await mayWatch(viewer.id, new Date("2026-03-03T12:00:00Z"))).toBe(false);
  expect(await subscription(subscriptionId)).toMatchObject({ status: "EXPIRED", endedAt: new Date("2026-03-03T12:00:00Z") });
  expect(await states(subscriptionId)).toEqual(["PAID 2026-01-10", "UNCOLLECTIBLE 2026-02-10"]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 1, expired: 1 });
  await expectBooksAgree();
});

test("a method that is chosen after a final decline is charged at once, and the next renewal is reminded of", async () => {
  const { subscriptionId, viewer } = await subscribed("2027-01-10", CARDS.laterLost);
  await subscribed("2027-01-20", CARDS.ok, viewer);
  await at("2027-02-10");
  await chooseMethod({ methodId: (await methodOf(viewer, CARDS.laterLost)).id }, viewer.id);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  stopClockAt(new Date("2027-02-12T12:00:00Z"));
  await chooseMethod({ methodId: (await methodOf(viewer, CARDS.ok)).id }, viewer.id);
  await at("2027-02-12");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  expect(await states(subscriptionId)).toEqual(["PAID 2027-01-10", "PAID 2027-02-10"]);
  await at("2027-03-07");
  expect(await db.message.count({ where: { subscriptionId, templateKey: "renewal_reminder" } })).toBe(1);
  await expectBooksAgree();
});

test("so is the one that takes the place of a lost card which its viewer removed", async () => {
  const { subscriptionId, viewer } = await subscribed("2028-01-10", CARDS.laterLost);
  await subscribed("2028-01-20", CARDS.ok, viewer);
  await at("2028-02-10");
  await removeMethod({ methodId: (await methodOf(viewer, CARDS.laterLost)).id }, viewer.id);
  await at("2028-02-10T13:00:00Z");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
});

test("one that was chosen while the last charge was under way is charged when that fails for good", async () => {
  const { subscriptionId, viewer } = await subscribed("2029-01-10", CARDS.timeout);
  stopClockAt(new Date("2029-01-10T12:05:00Z"));
  await reconcilePayments();
  await subscribed("2029-01-20", CARDS.ok, viewer);
  stopClockAt(new Date("2029-02-10T12:00:00Z"));
  await runRenewals();
  await chooseMethod({ methodId: (await methodOf(viewer, CARDS.ok)).id }, viewer.id);
  const { id } = await db.transaction.findFirstOrThrow({ where: { subscriptionId, status: "UNKNOWN" } });
  const { failPayment } = await import("#lib/billing/settling/fail-payment.ts");
  await failPayment(id, { status: "declined", retry: "final", code: "lost_card", reason: "Lost." }, "webhook");
  await at("2029-02-10T13:00:00Z");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "SUCCEEDED"]);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
});

/** Opens the payment page of the open invoice; pays there when it is called. */
async function openPage(subscriptionId: string, viewer: Customer) {
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null);
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "needs_action" });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { subscriptionId }, orderBy: { number: "desc" } });
  return () => completeSandboxCheckout(gatewayReference ?? "", CARDS.ok);
}

test.each([
  ["within its period, it comes back", "2030-03-05", { status: "ACTIVE", endedAt: null }, []],
  [
    "after its period, the money is given back",
    "2030-03-10",
    { status: "EXPIRED", endedAt: new Date("2030-03-03T12:00:00Z") },
    [{ amount: 1000n, reason: "ended" }],
  ],
])("when an expired plan's invoice turns out to be paid %s", async (_what, day, after, refunds) => {
  const { subscriptionId, viewer } = await subscribed("2030-01-10", CARDS.laterLost);
  await at("2030-02-10");
  stopClockAt(new Date("2030-03-03T11:50:00Z"));
  const pay = await openPage(subscriptionId, viewer);
  stopClockAt(new Date("2030-03-03T12:00:00Z"));
  await chaseOverdue();
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  await pay();
  await at(day);
  expect(await subscription(subscriptionId)).toMatchObject(after);
  expect(await db.transaction.findMany({ where: { subscriptionId, kind: "REFUND" } })).toMatchObject(refunds);
  await expectBooksAgree();
});

test("what turns out to be paid after grace and after the period, before any worker looked, revives nothing and is given back", async () => {
  const { subscriptionId, viewer } = await subscribed("2031-01-10", CARDS.laterLost);
  await at("2031-02-10");
  stopClockAt(new Date("2031-03-03T11:50:00Z"));
  await (await openPage(subscriptionId, viewer))();
  await at("2031-05-01T13:00:00Z");
  expect(await subscription(subscriptionId)).toMatchObject({ status: "EXPIRED", endedAt: new Date("2031-03-03T12:00:00Z") });
  expect(await db.transaction.findMany({ where: { subscriptionId, kind: "REFUND" } })).toMatchObject([{ amount: 1000n, reason: "ended" }]);
  await expectBooksAgree();
});

test("no page is opened for the invoice of what has ended, also before any worker looked", async () => {
  const { subscriptionId, viewer } = await subscribed("2032-01-10", CARDS.laterLost);
  await at("2032-02-10");
  const { id } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  stopClockAt(new Date("2032-05-01T12:00:00Z"));
  await expect(payInvoice({ invoiceId: id, gateway: "sandbox" }, viewer, null)).rejects.toMatchObject({ code: "subscription_ended" });
  const shown = await ownInvoice(viewer.id, id);
  expect(shown && payingObstacle(shown, await getSettings())).toBe("subscription_ended");
  expect(await db.transaction.count({ where: { invoiceId: id } })).toBe(1);
});
