import { beforeEach, expect, test } from "vitest";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { nextInvoice } from "#lib/billing/parts/next-amount.ts";
import { approveCharge } from "#lib/billing/settling/approve-charge.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import { proposeCharge, proposeChargeInput, rejectCharge } from "#lib/invoices/manual-charge.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { customerList } from "#lib/reports/customer-list.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, changeSettings } from "#tests/support/shop.ts";
import { at, emailsTo, endEarlierStories } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);
beforeEach(async () => {
  stopClockAt(new Date("2030-05-10T12:00:00Z"));
  await changeSettings("invoicing", { fourEyes: true });
});

const [ANNA, BEN] = ["019a0000-0000-7000-8000-00000000000a", "019a0000-0000-7000-8000-00000000000b"].map((id, index) => ({
  kind: "OPERATOR" as const,
  id,
  name: ["Anna", "Ben"][index],
}));

async function proposed(rules: object = {}) {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const { subscriptionId } = await buy(viewer, price);
  const lines = [
    { text: "Installation", quantity: "1", amount: "100.00" },
    { text: "Set-top box", quantity: "2", amount: "25.50" },
  ];
  const given = { customerId: viewer.id, currency: "EUR", dueDays: "14", lines, ...rules };
  const charge = await proposeCharge(proposeChargeInput.parse(given), ANNA);
  return { viewer, subscriptionId: subscriptionId!, charge };
}

test("what another operator approves is issued with tax and number, told, and paid by transfer", async () => {
  const { viewer, charge } = await proposed();
  expect(await db.invoice.count({ where: { customerId: viewer.id, subscriptionId: null } })).toBe(0);
  await approveCharge({ chargeId: charge.id }, BEN);
  const invoice = await db.invoice.findFirstOrThrow({ where: { customerId: viewer.id, subscriptionId: null }, include: { lines: true } });
  expect(invoice).toMatchObject({ subtotal: 15100n, tax: 2869n, total: 17969n, status: "OPEN", dueAt: new Date("2030-05-24T12:00:00Z") });
  expect(invoice.lines.map(({ kind, description, quantity, net }) => [kind, description, quantity, net])).toEqual([
    ["manual", "Installation", 1, 10000n],
    ["manual", "Set-top box", 2, 5100n],
  ]);
  expect(invoice.number).not.toBeNull();
  expect(await emailsTo(viewer.id)).toMatchObject({ invoice_due: 1 });
  await recordPayment({ invoiceId: invoice.id, amount: 17969n, means: "bank", reference: `M-${invoice.number}` }, BEN);
  await at("2030-06-02");
  expect(await db.invoice.findUniqueOrThrow({ where: { id: invoice.id } })).toMatchObject({ status: "PAID" });
  await expectBooksAgree();
});

test("what is not paid by the day is charged to the saved card", async () => {
  const { viewer, charge } = await proposed({ taxIncluded: "on" });
  await approveCharge({ chargeId: charge.id }, BEN);
  await at("2030-05-23");
  const invoiceOf = () => db.invoice.findFirstOrThrow({ where: { customerId: viewer.id, subscriptionId: null } });
  expect(await invoiceOf()).toMatchObject({ total: 15100n, status: "OPEN" });
  await at("2030-05-25");
  expect(await invoiceOf()).toMatchObject({ status: "PAID" });
  await expectBooksAgree();
});

test("who proposed it does not approve it, unless the settings let them; nobody decides twice, of several at once neither", async () => {
  const { viewer, charge } = await proposed();
  await expect(approveCharge({ chargeId: charge.id }, ANNA)).rejects.toMatchObject({ code: "four_eyes" });
  const decided = await Promise.allSettled([
    approveCharge({ chargeId: charge.id }, BEN),
    approveCharge({ chargeId: charge.id }, BEN),
    rejectCharge({ chargeId: charge.id }, ANNA),
  ]);
  expect(decided.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { approved } = await db.manualCharge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(await db.invoice.count({ where: { customerId: viewer.id, subscriptionId: null } })).toBe(approved ? 1 : 0);
  await changeSettings("invoicing", { fourEyes: false });
  const own = await proposed();
  await approveCharge({ chargeId: own.charge.id }, ANNA);
  await expectBooksAgree();
});

test("lines for the next invoice are shown on its preview, and billed with it once", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const { subscriptionId } = await buy(viewer, price);
  const lines = [{ text: "Replacement card", quantity: "1", amount: "5.00" }];
  const given = { customerId: viewer.id, subscriptionId, currency: "EUR", taxIncluded: "on", dueDays: "0", lines };
  const charge = await proposeCharge(proposeChargeInput.parse(given), ANNA);
  expect(await nextInvoice(subscriptionId!, await getSettings())).toMatchObject({ total: 1000n });
  await approveCharge({ chargeId: charge.id }, BEN);
  const shown = await nextInvoice(subscriptionId!, await getSettings());
  expect(shown).toMatchObject({
    total: 1500n,
    lines: [{ kind: "plan" }, { kind: "manual", description: "Replacement card", total: 500n }],
  });
  await at("2030-06-10");
  await at("2030-07-10");
  const billed = await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } });
  expect(billed.map(({ total, status }) => [total, status])).toEqual([
    [1000n, "PAID"],
    [1500n, "PAID"],
    [1000n, "PAID"],
  ]);
  await expectBooksAgree();
});

test("lines whose next invoice never comes are billed by one of their own, which the saved card pays", async () => {
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  const lines = [{ text: "Replacement card", quantity: "1", amount: "5.00" }];
  const given = { customerId: viewer.id, subscriptionId, currency: "EUR", taxIncluded: "on", dueDays: "0", lines };
  const charge = await proposeCharge(proposeChargeInput.parse(given), ANNA);
  await approveCharge({ chargeId: charge.id }, BEN);
  await cancelPlan({ subscriptionId: subscriptionId!, when: "now" }, ANNA);
  await runSchedule();
  await runSchedule();
  const billed = await db.invoice.findMany({ where: { customerId: viewer.id }, orderBy: { issuedAt: "asc" } });
  expect(billed.map(({ total, status, subscriptionId: of }) => [total, status, of])).toEqual([
    [1000n, "PAID", subscriptionId],
    [500n, "PAID", null],
  ]);
  expect(await db.transaction.count({ where: { invoiceId: billed[1].id, status: "SUCCEEDED", gateway: "sandbox" } })).toBe(1);
  await expectBooksAgree();
});

test("what waits for another operator stands under what needs attention, and opens its customers", async () => {
  const waiting = async () => (await needsAttention(now(), "UTC")).counts.charges;
  const before = await waiting();
  const { viewer, charge } = await proposed();
  const { id } = await proposed().then(({ charge }) => charge);
  expect(await waiting()).toBe(before + 2);
  const opened = await customerList({ q: "", state: null, country: null, charges: "waiting", from: null, to: null }, "UTC", null);
  expect(opened.counted.count).toBe(before + 2);
  expect(opened.page.rows.map((row) => row.id)).toContain(viewer.id);
  await approveCharge({ chargeId: charge.id }, BEN);
  await rejectCharge({ chargeId: id }, BEN);
  expect(await waiting()).toBe(before);
});

test("nobody bills on the subscription of another, nor on one that ends", async () => {
  const { viewer, subscriptionId } = await proposed();
  const lines = [{ text: "Fee", quantity: "1", amount: "1.00" }];
  const given = (customerId: string) => proposeChargeInput.parse({ customerId, subscriptionId, currency: "EUR", dueDays: "0", lines });
  await expect(proposeCharge(given((await aViewer()).id), ANNA)).rejects.toMatchObject({ code: "subscription_unknown" });
  const { id } = await proposeCharge(given(viewer.id), ANNA);
  await db.subscription.update({ where: { id: subscriptionId }, data: { cancelAtPeriodEnd: true } });
  await expect(approveCharge({ chargeId: id }, BEN)).rejects.toMatchObject({ code: "subscription_ended" });
});

test("more than is ever written down is refused as it is typed", () => {
  const lines = [{ text: "Box", quantity: "10000", amount: "999999999999.99" }];
  const given = { customerId: ANNA.id, currency: "EUR", dueDays: "0", lines };
  expect(proposeChargeInput.safeParse(given).success).toBe(true);
  const twenty = { ...given, lines: Array.from({ length: 20 }, () => lines[0]) };
  expect(proposeChargeInput.safeParse(twenty).error?.issues).toMatchObject([{ path: ["lines"], message: "invalid_amount" }]);
});
