import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout, confirmSandboxPayment } from "#lib/payments/gateways/sandbox/checkout.ts";
import { isEntitled } from "#lib/subscriptions/state.ts";
import { invoiceOfLink, payByLink } from "#lib/web/account/pay-by-link.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, collectWithin } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, invoicesOf, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

async function subscribed(card: string, year: number) {
  stopClockAt(new Date(`${year}-01-31T15:00:00Z`));
  const { price } = await aPlan();
  const viewer = await aViewer();
  return { viewer, ...(await buy(viewer, price, { card })) };
}

const entitled = async (id: string, instant: string) =>
  isEntitled(await db.subscription.findUniqueOrThrow({ where: { id } }), new Date(instant), 21);

test("a decline is tried again after 2 and 7 days, access goes on, and the periods continue from the anchor", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterRecovers, 2026);
  await at("2026-02-28");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  expect(await entitled(subscriptionId, "2026-03-05T00:00:00Z")).toBe(true);
  await at("2026-03-01");
  await at("2026-03-02");
  await at("2026-03-06");
  await at("2026-03-07");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  expect(await chargesOf(subscriptionId)).toEqual([
    ["SUCCEEDED", "2026-01-31"],
    ["DECLINED", "2026-02-28"],
    ["DECLINED", "2026-03-02"],
    ["SUCCEEDED", "2026-03-07"],
  ]);
  await at("2026-03-31");
  expect((await invoicesOf(subscriptionId)).map(([, status, start]) => `${status} ${start}`)).toEqual([
    "PAID 2026-01-31",
    "PAID 2026-02-28",
    "PAID 2026-03-31",
  ]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 2, receipt: 3 });
  await expectBooksAgree();
});

test("a card that never works is tried 2, 7, 14 and 21 days later, then the subscription expires and nothing more is charged", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterDeclines, 2027);
  for (const day of ["2027-02-28", "2027-03-02", "2027-03-07", "2027-03-14"]) await at(day);
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await at("2027-03-21");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  expect(await entitled(subscriptionId, "2027-03-21T12:00:01Z")).toBe(false);
  await at("2027-04-30");
  expect((await chargesOf(subscriptionId)).slice(1)).toEqual(
    ["2027-02-28", "2027-03-02", "2027-03-07", "2027-03-14", "2027-03-21"].map((day) => ["DECLINED", day]),
  );
  expect((await invoicesOf(subscriptionId)).map(([, status]) => status)).toEqual(["PAID", "UNCOLLECTIBLE"]);
  expect(await emailsTo(viewer.id)).toMatchObject({ payment_failed: 4, expired: 1 });
  await expectBooksAgree();
});

test("the letter's link pays without signing in, and leads to the account when its time is over", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterDeclines, 2034);
  await at("2034-02-28");
  const letters = await db.message.findMany({ where: { customerId: viewer.id, templateKey: "payment_failed" } });
  const token = new URL(/https?:\S+\/pay\?token=[\w-]+/.exec(letters[0].text)![0]).searchParams.get("token")!;
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  expect(await invoiceOfLink(token)).toMatchObject({ id: invoice.id, invoice: { total: 1000n } });
  await payByLink({ token, gateway: "sandbox" }, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id }, orderBy: { number: "desc" } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "paid" });
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await expect(payByLink({ token, gateway: "sandbox" }, null)).rejects.toMatchObject({ code: "invoice_closed" });
  stopClockAt(new Date("2034-03-20T12:00:00Z"));
  expect(await invoiceOfLink(token)).toEqual({ id: invoice.id, invoice: null });
  await expect(payByLink({ token, gateway: "sandbox" }, null)).rejects.toMatchObject({ code: "link_expired" });
});

test("where money is short the days of that class hold, and grace runs beside them", async () => {
  await collectWithin(5, [2, 7], { retryAfterDaysOf: { funds: [3, 10] } });
  const { subscriptionId } = await subscribed(CARDS.laterRecovers, 2033);
  for (const day of ["2033-02-28", "2033-03-02", "2033-03-03"]) await at(day);
  expect((await chargesOf(subscriptionId)).slice(1)).toEqual([
    ["DECLINED", "2033-02-28"],
    ["DECLINED", "2033-03-03"],
  ]);
  await at("2033-03-05");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  await db.setting.deleteMany({ where: { key: "dunning" } });
  await expectBooksAgree();
});

test("a renewal that asks for the viewer is paid from the account's link", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterNeedsAction, 2028);
  await at("2028-02-29");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  expect(await chargesOf(subscriptionId)).toEqual([
    ["SUCCEEDED", "2028-01-31"],
    ["NEEDS_ACTION", "2028-02-29"],
  ]);
  const waiting = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id } });
  expect(await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null)).toBe(waiting.actionUrl);
  await confirmSandboxPayment(waiting.gatewayReference ?? "");
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "paid" });
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await at("2028-03-02");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  await expectBooksAgree();
});

test("a viewer who pays an overdue invoice with another card keeps that card for the renewals to come", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterDeclines, 2029);
  await at("2029-02-28");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id, status: "PENDING" } });
  await completeSandboxCheckout(gatewayReference ?? "", CARDS.ok);
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "paid" });
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await at("2029-03-31");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "SUCCEEDED", "SUCCEEDED"]);
  await expectBooksAgree();
});
