import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { archiveCoupon } from "#lib/catalog/archive-coupon.ts";
import { couponForOperator } from "#lib/catalog/operator-queries.ts";
import { saveCoupon, saveCouponInput } from "#lib/catalog/save-coupon.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { saveSettings } from "#lib/settings/change-settings.ts";
import { settingsSchema } from "#lib/settings/schema.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

const save = (values: object) => saveCoupon(saveCouponInput.parse({ discount: "percent", percent: "25", ...values }), SYSTEM);
const newCode = () => crypto.randomUUID().toUpperCase().slice(0, 13);

function problems(values: object): Record<string, string> {
  const parsed = saveCouponInput.safeParse({ code: "SPRING", discount: "percent", percent: "25", ...values });
  return Object.fromEntries((parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]));
}

test("percent are kept as parts per million, codes in upper case", () => {
  expect(saveCouponInput.parse({ code: " spring-25 ", discount: "percent", percent: "12.5" })).toMatchObject({
    code: "SPRING-25",
    percent: 125_000,
  });
});

test("what cannot be is refused at its field", () => {
  expect(problems({ percent: "0" })).toEqual({ percent: "invalid_percent" });
  expect(problems({ percent: "100.5" })).toEqual({ percent: "invalid_percent" });
  expect(problems({ code: "50 % off" })).toEqual({ code: "invalid_coupon_code" });
  expect(problems({ discount: "amount", amounts: { EUR: "", USD: "0" } })).toEqual({ amounts: "amount_missing" });
  expect(problems({ discount: "amount", amounts: { EUR: "5,00" } })).toEqual({ "amounts.EUR": "invalid_amount" });
  expect(problems({ startsOn: "2026-12-24", lastDay: "2026-12-01" })).toEqual({ lastDay: "date_order" });
  expect(problems({ maxRedemptions: "0" })).toEqual({ maxRedemptions: "out_of_range" });
  expect(problems({ duration: "REPEATING" })).toEqual({ cycles: "required" });
  expect(problems({ duration: "REPEATING", cycles: "1" })).toEqual({ cycles: "out_of_range" });
  expect(problems({ countries: ["DE", "EU"] })).toEqual({ countries: "invalid_country" });
});

test("its last day ends at midnight where the company is", async () => {
  await transaction((tx) => saveSettings(tx, "company", settingsSchema.company.parse({ timeZone: "Europe/Berlin" }), SYSTEM));
  const coupon = await save({ code: newCode(), startsOn: "2026-03-28", lastDay: "2026-03-29" });
  expect(coupon.startsAt?.toISOString()).toBe("2026-03-27T23:00:00.000Z");
  expect(coupon.expiresAt?.toISOString()).toBe("2026-03-29T22:00:00.000Z");
});

test("an amount is kept in minor units by currency", async () => {
  const coupon = await save({ code: newCode(), discount: "amount", percent: undefined, amounts: { EUR: "5.00", JPY: "500" } });
  expect(coupon).toMatchObject({ percentPpm: null, amounts: { EUR: "500", JPY: "500" } });
});

test("periods are kept of a coupon for some alone, and each viewer has it once unless told otherwise", async () => {
  expect(await save({ code: newCode(), duration: "REPEATING", cycles: "3" })).toMatchObject({ cycles: 3, maxPerViewer: 1 });
  expect(await save({ code: newCode(), duration: "FOREVER", cycles: "3", maxPerViewer: "2" })).toMatchObject({
    cycles: null,
    maxPerViewer: 2,
  });
});

test("a code belongs to one coupon", async () => {
  const code = newCode();
  await save({ code });
  await expect(save({ code })).rejects.toMatchObject({ code: "coupon_code_taken", field: "code" });
});

test("a redeemed coupon keeps its discount, but its dates and limit may change", async () => {
  const coupon = await save({ code: newCode() });
  await db.couponRedemption.create({
    data: { orderId: crypto.randomUUID(), couponId: coupon.id, customerId: crypto.randomUUID(), at: now() },
  });
  await expect(save({ id: coupon.id, code: coupon.code, percent: "30" })).rejects.toThrow("coupon_redeemed");
  expect(await save({ id: coupon.id, code: coupon.code, maxRedemptions: "10" })).toMatchObject({ maxRedemptions: 10, percentPpm: 250_000 });
  expect(await couponForOperator(coupon.id)).toMatchObject({ redeemed: 1 });
});

test("an archived coupon is neither archived twice nor changed", async () => {
  const coupon = await save({ code: newCode() });
  await archiveCoupon({ id: coupon.id }, SYSTEM);
  await expect(archiveCoupon({ id: coupon.id }, SYSTEM)).rejects.toThrow("coupon_unknown");
  await expect(save({ id: coupon.id, code: coupon.code })).rejects.toThrow("coupon_unknown");
});
