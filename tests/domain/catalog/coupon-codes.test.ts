import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { addCodes, addCodesInput } from "#lib/catalog/add-codes.ts";
import { revokeCodes } from "#lib/catalog/revoke-codes.ts";
import { db } from "#lib/db/client.ts";
import { codeBatches, exportCodes } from "#lib/reports/coupon-codes.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, order } from "#tests/support/shop.ts";

useDatabase();

async function makeCodes(couponId: string, values: object = {}) {
  const batchId = await addCodes(addCodesInput.parse({ couponId, name: "Leaflet", count: 3, ...values }), SYSTEM);
  const codes = await db.promotionCode.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  return { batchId, codes: codes.map(({ code }) => code) };
}

test("a batch has as many codes as asked, all different, that are read without mistakes", async () => {
  const { codes } = await makeCodes((await aCoupon("MANY")).id, { count: 10_000, prefix: "spring-" });
  expect(new Set(codes).size).toBe(10_000);
  for (const code of codes.slice(0, 50)) expect(code).toMatch(/^SPRING-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
});

test("each code counts by itself, in small letters too, and the sale keeps it", async () => {
  const coupon = await aCoupon("SINGLES", { onlyBatches: true });
  const { codes } = await makeCodes(coupon.id);
  const { price } = await aPlan();
  await buy(await aViewer(), price, { couponCode: codes[0].toLowerCase() });
  expect(await db.subscription.findFirstOrThrow({ where: { couponId: coupon.id } })).toMatchObject({ couponCode: codes[0] });
  await expect(order(await aViewer(), price, { couponCode: codes[0] })).rejects.toMatchObject({ code: "coupon_used_up" });
  await expect(order(await aViewer(), price, { couponCode: "SINGLES" })).rejects.toMatchObject({ code: "coupon_unknown" });
  await buy(await aViewer(), price, { couponCode: codes[1] });
  expect(await codeBatches(coupon.id)).toMatchObject([{ name: "Leaflet", codes: 3, used: 2 }]);
  await expectBooksAgree();
});

test("a code for one use has one, however many order with it at once, and an order that is given up returns it", async () => {
  const { codes } = await makeCodes((await aCoupon("RACED")).id);
  const { price } = await aPlan();
  const viewers = await Promise.all(Array.from({ length: 6 }, () => aViewer()));
  const orders = await Promise.allSettled(viewers.map((viewer) => order(viewer, price, { couponCode: codes[0] })));
  expect(orders.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const winner = viewers[orders.findIndex(({ status }) => status === "fulfilled")];
  await order(winner, price);
  await order(await aViewer(), price, { couponCode: codes[0] });
});

test("the coupon's own limits hold for the codes of its batches together", async () => {
  const { codes } = await makeCodes((await aCoupon("TOGETHER", { maxRedemptions: 1 })).id);
  const { price } = await aPlan();
  await order(await aViewer(), price, { couponCode: codes[0] });
  await expect(order(await aViewer(), price, { couponCode: codes[1] })).rejects.toMatchObject({ code: "coupon_used_up" });
});

test("withdrawn codes are as if there were none, and are not withdrawn twice", async () => {
  const { codes, batchId } = await makeCodes((await aCoupon("OVER")).id);
  await revokeCodes({ batchId }, SYSTEM);
  const request = { priceId: (await aPlan()).price.id, currency: "EUR", country: "DE", couponCode: codes[0] };
  await expect(quoteOrder(request)).rejects.toMatchObject({ code: "coupon_unknown" });
  await expect(revokeCodes({ batchId }, SYSTEM)).rejects.toMatchObject({ code: "codes_unknown" });
});

test("the file has each code with its link, and who took it is written down", async () => {
  const { codes, batchId } = await makeCodes((await aCoupon("FILE")).id, { count: 2, usesEach: 5 });
  expect(await exportCodes(batchId, "https://tv.example", SYSTEM)).toBe(
    `\uFEFFcode,link,used,uses\r\n${codes.map((code) => `${code},https://tv.example/?coupon=${code},0,5\r\n`).join("")}`,
  );
  expect(await db.auditEntry.count({ where: { action: "coupon.codes_exported" } })).toBe(1);
  expect(await exportCodes(crypto.randomUUID(), "https://tv.example", SYSTEM)).toBeNull();
});
