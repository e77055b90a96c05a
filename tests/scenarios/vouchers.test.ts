import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { lookAtVoucher, redeemVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { revokeVouchers } from "#lib/wallet/revoke-vouchers.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { at, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();

/** A batch: its vouchers and their codes. */
async function someVouchers(values: object = {}) {
  const input = makeVouchersInput.parse({ name: "Kiosk", count: 2, currency: "EUR", amount: "10.00", ...values });
  const batchId = await makeVouchers(input, SYSTEM);
  const vouchers = await db.voucher.findMany({ where: { batchId }, orderBy: { number: "asc" } });
  return { batchId, vouchers, codes: vouchers.map(({ sealed }) => unseal(sealed)) };
}
const redeem = (customer: Customer, code: string, outcome: "plan" | "balance" = "balance") =>
  redeemVoucher({ code, outcome }, customer, null);
const look = async (customer: Customer, code: string) => (await lookAtVoucher(code, customer, await getSettings())).offer;

test("a voucher for the balance pays the next renewal, and is redeemed once, however it is typed", async () => {
  stopClockAt(new Date("2027-01-31T12:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 1200n })).price);
  const { codes } = await someVouchers();
  await redeem(viewer, ` ${codes[0].toLowerCase().replaceAll("-", " ")} `);
  await expect(redeem(viewer, codes[0])).rejects.toMatchObject({ code: "voucher_redeemed", field: "code" });
  expect(await walletOf(viewer.id)).toMatchObject({ balances: [{ minor: 1000n }], history: [{ cause: "voucher", amount: 1000n }] });
  await expectBooksAgree();
  await at("2027-02-28");
  const renewal = await db.invoice.findFirstOrThrow({ where: { subscriptionId, cycle: 1 }, include: { transactions: true } });
  expect(renewal.status).toBe("PAID");
  expect(renewal.transactions.map(({ gateway, amount }) => [gateway, amount])).toEqual([
    ["balance", 1000n],
    ["sandbox", 200n],
  ]);
  await expectBooksAgree();
});

test("a voucher for a plan begins a term of it without a trial or a card, which ends by itself", async () => {
  stopClockAt(new Date("2027-03-31T12:00:00Z"));
  await endEarlierStories();
  const { price } = await aPlan({ amount: 1500n, trialDays: 7 });
  const { codes } = await someVouchers({ priceId: price.id, amount: "12.00" });
  const viewer = await aViewer();
  expect(await look(viewer, codes[0])).toMatchObject({ outcome: "plan", quote: { total: 1200n, trial: null, renewal: null } });
  await redeem(viewer, codes[0], "plan");
  const subscription = await db.subscription.findFirstOrThrow({ where: { customerId: viewer.id } });
  expect(subscription).toMatchObject({ status: "ACTIVE", oneTerm: true, cancelAtPeriodEnd: true, amount: 1200n });
  expect(subscription.currentPeriodEnd?.toISOString()).toBe("2027-04-30T12:00:00.000Z");
  expect(await db.invoice.findFirst({ where: { subscriptionId: subscription.id } })).toMatchObject({
    status: "PAID",
    total: 1200n,
    tax: 192n,
  });
  await at("2027-05-01");
  expect(await statusOf(subscription.id)).toBe("CANCELED");
  await redeem(viewer, codes[1], "plan");
  expect(await db.subscription.count({ where: { customerId: viewer.id, status: "ACTIVE" } })).toBe(1);
  await expectBooksAgree();
});

test("who has the plan gets its worth on the balance, and is told before", async () => {
  stopClockAt(new Date("2027-06-01T12:00:00Z"));
  await endEarlierStories();
  const { price } = await aPlan();
  const { codes } = await someVouchers({ priceId: price.id });
  const viewer = await aViewer();
  expect(await look(viewer, codes[0])).toMatchObject({ outcome: "plan" });
  await buy(viewer, price);
  await expect(redeem(viewer, codes[0], "plan")).rejects.toMatchObject({ code: "voucher_changed" });
  expect(await look(viewer, codes[0])).toEqual({ outcome: "balance", why: "has_plan" });
  await redeem(viewer, codes[0], "balance");
  expect((await walletOf(viewer.id)).balances).toEqual([{ minor: 1000n, currency: "EUR" }]);
  await expectBooksAgree();
});

test("where its plan is not sold a voucher is worth its money", async () => {
  const { price } = await aPlan({ countries: ["AT"] });
  const { codes } = await someVouchers({ priceId: price.id });
  expect(await look(await aViewer(), codes[0])).toEqual({ outcome: "balance", why: "not_here" });
});

test("of many who redeem one code at once, one does", async () => {
  const { codes, vouchers } = await someVouchers();
  const viewers = await Promise.all(Array.from({ length: 6 }, () => aViewer()));
  const tries = await Promise.allSettled(viewers.map((viewer) => redeem(viewer, codes[0])));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db.transaction.count({ where: { gateway: "voucher", gatewayReference: vouchers[0].id } })).toBe(1);
  await expectBooksAgree();
});

test("one viewer who sends a code twice at once gets it once", async () => {
  const { codes } = await someVouchers();
  const viewer = await aViewer();
  await Promise.allSettled([redeem(viewer, codes[0]), redeem(viewer, codes[0])]);
  expect((await walletOf(viewer.id)).balances).toEqual([{ minor: 1000n, currency: "EUR" }]);
});

test("what is expired, withdrawn or made up is refused, and withdrawing reaches no redeemed one", async () => {
  stopClockAt(new Date("2027-06-30T12:00:00Z"));
  const viewer = await aViewer();
  const old = await someVouchers({ lastDay: "2027-06-30" });
  stopClockAt(new Date("2027-07-01T12:00:00Z"));
  await expect(someVouchers({ lastDay: "2027-06-30" })).rejects.toMatchObject({ code: "date_past", field: "lastDay" });
  await expect(redeem(viewer, old.codes[0])).rejects.toMatchObject({ code: "voucher_expired" });
  const { batchId, vouchers, codes } = await someVouchers({ lastDay: "2027-07-01" });
  await revokeVouchers({ batchId, voucherId: vouchers[0].id }, SYSTEM);
  await expect(redeem(viewer, codes[0])).rejects.toMatchObject({ code: "voucher_revoked" });
  await redeem(viewer, codes[1]);
  await expect(revokeVouchers({ batchId, voucherId: vouchers[1].id }, SYSTEM)).rejects.toMatchObject({ code: "voucher_gone" });
  const whole = await someVouchers();
  await revokeVouchers({ batchId: whole.batchId }, SYSTEM);
  await expect(redeem(viewer, whole.codes[0])).rejects.toMatchObject({ code: "voucher_revoked" });
  await expect(redeem(viewer, "K7QP-M2XW-TRAB-C3DE")).rejects.toMatchObject({ code: "voucher_unknown" });
});

test("the database has no code that can be used", async () => {
  const { codes, vouchers } = await someVouchers({ count: 1000 });
  expect(new Set(codes).size).toBe(1000);
  expect(JSON.stringify(vouchers)).not.toContain(codes[0]);
  expect(codes[0]).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
});
