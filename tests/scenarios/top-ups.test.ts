import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { giveCredit, giveCreditInput } from "#lib/billing/settling/give-credit.ts";
import { openRefund } from "#lib/billing/settling/open-refund.ts";
import { recordReportedRefunds } from "#lib/billing/settling/record-reported-refund.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer, CARDS, changeSettings } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";
import { buys, causes, choose, finance, giveBack, held, offer, payIn } from "#tests/support/top-ups.ts";

useDatabase();

test("what is paid in has no invoice and no tax; the invoice that it pays has both, and the viewer has a letter", async () => {
  await at("2026-03-01");
  await offer();
  const viewer = await aViewer();
  const id = await payIn(viewer, 2500n);
  expect(await db.transaction.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "SUCCEEDED", tax: 0n, invoiceId: null });
  expect(await db.invoice.count()).toBe(0);
  expect(await db.message.findMany({ where: { customerId: viewer.id, templateKey: "topped_up" } })).toHaveLength(1);
  const { orderId } = await buys(viewer, 1000n);
  expect(await db.invoice.findFirstOrThrow({ where: { orderId } })).toMatchObject({ status: "PAID", total: 1000n, tax: 160n });
  expect(await held(viewer)).toBe(1500n);
  await expectBooksAgree();
});

test("only what is offered is paid in, by whose page it is, and a declined card pays nothing in", async () => {
  await offer("3000");
  const viewer = await aViewer();
  await expect(choose(viewer, 700n)).rejects.toMatchObject({ code: "top_up_not_offered", field: "amount" });
  const { id, pay } = await choose(viewer, 2500n);
  expect(await confirmReturn({ topUpId: id }, await aViewer())).toBeNull();
  expect(await pay(CARDS.lost)).toMatchObject({ status: "declined" });
  expect(await held(viewer)).toBe(0n);
  await payIn(viewer, 2500n);
  await expect(choose(viewer, 1000n)).rejects.toMatchObject({ code: "top_up_not_offered" });
  await changeSettings("balance", { topUps: {} });
  await expect(choose(viewer, 2500n)).rejects.toMatchObject({ code: "top_up_not_offered" });
  await expectBooksAgree();
});

test("of several pages that are paid at once, only so many count as the balance may hold; the rest goes back", async () => {
  await offer("3000");
  const viewer = await aViewer();
  const pages = await Promise.all([choose(viewer, 2500n), choose(viewer, 1000n), choose(viewer, 1000n), choose(viewer, 1000n)]);
  await Promise.all(pages.map(({ pay }) => pay()));
  expect(await held(viewer)).toBeLessThanOrEqual(3000n);
  const charges = await db.transaction.findMany({ where: { customerId: viewer.id, kind: "CHARGE" } });
  const counted = charges.filter(({ surplus }) => !surplus).reduce((sum, { amount }) => sum + amount, 0n);
  expect(await held(viewer)).toBe(counted);
  expect(charges.filter(({ surplus }) => surplus).every(({ amount, refunded }) => refunded === amount)).toBe(true);
  await at("2026-03-02");
  await expectBooksAgree();
});

test("a refund takes it off the balance; what was spent of it is not given back, whatever else is on the balance", async () => {
  await offer();
  const viewer = await aViewer();
  const id = await payIn(viewer, 2500n);
  await buys(viewer, 1000n);
  await giveCredit(giveCreditInput.parse({ customerId: viewer.id, currency: "EUR", amount: "20.00", reason: "outage" }), SYSTEM);
  await expect(giveBack(id, 1501n)).rejects.toMatchObject({ code: "top_up_spent", field: "amount" });
  await expect(giveBack(id, 500n, "balance")).rejects.toMatchObject({ code: "not_refundable" });
  await giveBack(id, 500n);
  expect(await held(viewer)).toBe(3000n);
  await giveBack(id, 1000n);
  await expect(giveBack(id, 1n)).rejects.toMatchObject({ code: "top_up_spent" });
  expect(await held(viewer)).toBe(2000n);
  expect((await causes(viewer)).slice(0, 2)).toEqual([
    ["top_up_refunded", -1000n],
    ["top_up_refunded", -500n],
  ]);
  await expectBooksAgree();
});

test("what is on its way back cannot be spent, and is balance again when the refund fails", async () => {
  await offer();
  const viewer = await aViewer();
  const id = await payIn(viewer, 1000n);
  const refundId = await transaction((tx) => openRefund(tx, { transactionId: id, amount: 1000n, reason: "asked for" }, finance));
  expect(await held(viewer)).toBe(0n);
  await expectBooksAgree();
  await applyOutcome(refundId, { status: "declined", retry: "final", code: "closed", reason: "The card is closed." }, "webhook");
  expect(await held(viewer)).toBe(1000n);
  await expectBooksAgree();
  await buys(viewer, 1000n);
  await applyOutcome(refundId, { status: "succeeded" }, "webhook");
  expect(await held(viewer)).toBe(0n);
  await expectBooksAgree();
});

test("what was refunded at the gateway though it was spent, and came back, is no balance again: it was had", async () => {
  await offer();
  const viewer = await aViewer();
  const id = await payIn(viewer, 2500n);
  await buys(viewer, 1000n);
  const asks = (outcome: PaymentOutcome) =>
    transaction(async (tx) => {
      const refunds = [{ reference: `re-${id}`, amount: { minor: 2500n, currency: "EUR" }, outcome }];
      await recordReportedRefunds(tx, await lockTransaction(tx, id), refunds, "webhook", await getSettings());
    });
  await asks({ status: "succeeded" });
  expect(await held(viewer)).toBe(0n);
  await expectBooksAgree();
  await asks({ status: "declined", retry: "final", code: "returned", reason: "The account is closed." });
  expect(await held(viewer)).toBe(1500n);
  await expectBooksAgree();
});

test("of two refunds of one top-up at once, one is made", async () => {
  await offer();
  const viewer = await aViewer();
  const id = await payIn(viewer, 1000n);
  const tries = await Promise.allSettled([giveBack(id, 700n), giveBack(id, 700n), buys(viewer, 1000n)]);
  expect(tries.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  expect(await held(viewer)).toBeGreaterThanOrEqual(0n);
  await at("2026-03-03");
  await expectBooksAgree();
});
