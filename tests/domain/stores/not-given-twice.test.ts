import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { redeemGift } from "#lib/billing/buying/redeem-gift.ts";
import { lookAtVoucher, redeemVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { savingFor } from "#lib/billing/leaving/save-offer.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lookAtPurchase } from "#lib/stores/look-at-purchase.ts";
import { store } from "#lib/stores/registry.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, changeSettings, payAtSandbox } from "#tests/support/shop.ts";
import { OPERATOR, PAID_THERE, useStores } from "./stores.ts";

useDatabase();
const { paysInApp } = await useStores();
beforeEach(() => stopClockAt(new Date("2026-03-10T12:00:00Z")));
const customer = ({ id }: { id: string }) => db.customer.findUniqueOrThrow({ where: { id } });

async function orderGift(giver: Customer, price: Price, toEmail: string) {
  const request = { priceId: price.id, currency: "EUR", country: "DE", customerId: giver.id };
  const { quote } = await prepareOrder(db, request, await getSettings(), true);
  const shown = writtenTerms(quote, giver.id);
  return buyGift(buyGiftInput.parse({ ...request, toName: "Nora", toEmail, gateway: "sandbox", shown, consent: "on" }), giver, null);
}

test("a gift to oneself is not sold, one to another is, and waits until its receiver pays no store any more", async () => {
  const [giver, receiver, { plan, price }] = [await aViewer(), await aViewer(), await aPlan()];
  await paysInApp(giver, plan);
  await expect(orderGift(await customer(giver), price, giver.email)).rejects.toMatchObject(PAID_THERE);
  const { orderId } = await orderGift(await customer(giver), price, receiver.email);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  const code = unseal((await db.gift.findUniqueOrThrow({ where: { orderId } })).sealed);
  const sold = await paysInApp(receiver, plan);
  await expect(redeemGift({ code }, receiver)).rejects.toMatchObject({ ...PAID_THERE, code: "gift_in_store" });
  Object.assign(sold, { status: 2 });
  await lookAtPurchase(store("apple")!, sold.id, { source: "system" });
  await redeemGift({ code }, receiver);
});

test("a voucher of the plan is worth its money", async () => {
  const [viewer, { plan, price }] = [await aViewer(), await aPlan()];
  const input = makeVouchersInput.parse({ name: "Kiosk", count: 1, currency: "EUR", amount: "10.00", priceId: price.id });
  const batchId = await makeVouchers(input, OPERATOR);
  const code = unseal((await db.voucher.findFirstOrThrow({ where: { batchId } })).sealed);
  await paysInApp(viewer, plan);
  await expect(redeemVoucher({ code, outcome: "plan" }, viewer, null)).rejects.toThrow("voucher_changed");
  expect((await lookAtVoucher(code, viewer, await getSettings())).offer).toEqual({
    outcome: "balance",
    why: "in_store",
    store: "App Store",
  });
  await redeemVoucher({ code, outcome: "balance" }, viewer, null);
});

test("who leaves is offered no plan that they pay a store for, but the next one, and nothing to stay with one that they do", async () => {
  const viewer = await aViewer();
  const [had, dearer, cheaper] = [await aPlan({ amount: 7_003n }), await aPlan({ amount: 7_002n }), await aPlan({ amount: 7_001n })];
  const { subscriptionId } = await buy(viewer, had.price);
  await changeSettings("changes", { byViewers: true });
  const { id: couponId } = await aCoupon("STAYSTORE");
  const offers = [
    { reason: "price" as const, kind: "cheaper" as const, couponId: null },
    { reason: "content" as const, kind: "discount" as const, couponId },
  ];
  await changeSettings("leaving", { saveOffers: offers });
  const subscription = () => db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  const offered = async (reason: "price" | "content" = "price") => savingFor(await subscription(), reason, viewer, await getSettings());
  expect(await offered()).toMatchObject({ kind: "cheaper", priceId: dearer.price.id });
  await paysInApp(viewer, dearer.plan);
  expect(await offered()).toMatchObject({ kind: "cheaper", priceId: cheaper.price.id });
  expect(await offered("content")).toMatchObject({ kind: "discount" });
  await paysInApp(viewer, had.plan);
  expect([await offered(), await offered("content")]).toEqual([null, null]);
});
