import { expect, it } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { redeemGift } from "#lib/billing/buying/redeem-gift.ts";
import { dealWithNotice } from "#lib/billing/ending/deal-with-notice.ts";
import { giveNotice, giveNoticeInput } from "#lib/billing/ending/give-notice.ts";
import { resendGift } from "#lib/billing/renewing/resend-gift.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { giftDetails, gifts } from "#lib/reports/gifts.ts";
import { noticeDetails, notices } from "#lib/reports/notices.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-12-01T12:00:00Z"));

const support = { kind: "OPERATOR", name: "Support" } as const;
const ALL = { q: "", state: null, kind: null, from: null, to: null };
const cancel = (values: object) =>
  giveNotice(giveNoticeInput.parse({ name: "Nora", contract: "", kind: "ordinary", cause: "", ...values }), null, "en");
const states = async (filter: Partial<Parameters<typeof notices>[0]> = {}) =>
  (await notices({ ...ALL, ...filter }, "UTC", null)).rows.map(({ email, state }) => [email, state]);
const waiting = async () => (await needsAttention(now(), "UTC")).counts.notices;

it("shows which notices wait for somebody, until one of them deals with it, once and for good", async () => {
  const viewer = await aViewer();
  await buy(viewer, (await aPlan()).price);
  await cancel({ email: viewer.email });
  await cancel({ email: "nobody@example.com", contract: "Family" });
  await buy(viewer, (await aPlan()).price);
  await cancel({ email: viewer.email, kind: "for_cause", cause: "No picture for weeks." });
  expect((await states()).sort()).toEqual(
    [
      [viewer.email, "by_itself"],
      [viewer.email, "open"],
      ["nobody@example.com", "open"],
    ].sort(),
  );
  expect(await states({ q: "NOBODY" })).toEqual([["nobody@example.com", "open"]]);
  expect(await waiting()).toBe(2);
  const { id } = await db.cancellationNotice.findFirstOrThrow({ where: { email: "nobody@example.com" } });
  const tries = await Promise.allSettled([1, 2, 3].map((n) => dealWithNotice({ noticeId: id, note: `Wrote to her, ${n}` }, support)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(dealWithNotice({ noticeId: id, note: "Again" }, support)).rejects.toMatchObject({ code: "notice_dealt_with" });
  await expect(dealWithNotice({ noticeId: crypto.randomUUID(), note: "Who?" }, support)).rejects.toMatchObject({ code: "notice_unknown" });
  expect(await noticeDetails(id)).toMatchObject({ state: "dealt_with", dealt: { by: "Support" }, customer: null, subscriptions: [] });
  expect(await states({ state: "dealt_with" })).toEqual([["nobody@example.com", "dealt_with"]]);
  expect(await waiting()).toBe(1);
  expect(await db.auditEntry.count({ where: { action: "notice.dealt_with", subjectId: id } })).toBe(1);
  await expect(db.noticeDealtWith.delete({ where: { noticeId: id } })).rejects.toThrow();
});

async function give(deliverOn: string | undefined) {
  const giver = await aViewer({ name: "Greta Giver" });
  const { price } = await aPlan();
  const request = { priceId: price.id, currency: "EUR", country: "DE" };
  const { quote } = await prepareOrder(db, { ...request, customerId: giver.id }, await getSettings(), true);
  const whom = { toName: "Rita", toEmail: "rita@example.com", gateway: "sandbox", consent: "on" };
  const { orderId } = await buyGift(
    buyGiftInput.parse({ ...request, ...whom, deliverOn, shown: writtenTerms(quote, giver.id) }),
    giver,
    null,
  );
  const { id, sealed } = await db.gift.findUniqueOrThrow({ where: { orderId } });
  const pay = async () => {
    await payAtSandbox(orderId);
    await confirmReturn({ orderId });
  };
  return { id, orderId, code: unseal(sealed), pay };
}
const letters = (to: string) => db.message.count({ where: { templateKey: "gift", recipient: to } });

it("shows gifts with their state, and sends the letter again, to an address that is put right", async () => {
  const { id, code, pay } = await give("2026-12-24");
  expect(await giftDetails(id)).toMatchObject({ state: "unpaid", giver: "Greta Giver", toEmail: "rita@example.com" });
  await expect(resendGift({ giftId: id, toEmail: "rita@example.com" }, support)).rejects.toMatchObject({ code: "gift_unknown" });
  await pay();
  expect(await giftDetails(id)).toMatchObject({ state: "waiting" });
  await resendGift({ giftId: id, toEmail: "right@example.com" }, support);
  expect(await giftDetails(id)).toMatchObject({ state: "sent", toEmail: "right@example.com" });
  expect([await letters("right@example.com"), await letters("rita@example.com")]).toEqual([1, 0]);
  expect(await db.auditEntry.count({ where: { action: "gift.resent", subjectId: id } })).toBe(1);
  await redeemGift({ code }, await aViewer());
  expect((await gifts({ ...ALL, state: "redeemed" }, "UTC", null)).rows).toMatchObject([{ id, toName: "Rita" }]);
  await expect(resendGift({ giftId: id, toEmail: "right@example.com" }, support)).rejects.toMatchObject({ code: "gift_redeemed" });
});

it("sends no letter for a gift whose money went back", async () => {
  const { id, orderId, pay } = await give(undefined);
  await pay();
  const { id: transactionId } = await db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE" } });
  await refundPayment({ transactionId, amount: 1000n, reason: "asked for" }, support);
  expect(await giftDetails(id)).toMatchObject({ state: "refunded", transactionId });
  await expect(resendGift({ giftId: id, toEmail: "rita@example.com" }, support)).rejects.toMatchObject({ code: "gift_refunded" });
});
