import { expect, test } from "vitest";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { winBack } from "#lib/billing/leaving/win-back.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { lettersToReturn } from "#lib/reports/retention.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aViewer, changeSettings, takeUpWith } from "#tests/support/shop.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

async function letterBy(coupon: string, afterDays = 30): Promise<void> {
  const { id } = await aCoupon(coupon, { percentPpm: 500_000, onlyBatches: true });
  await changeSettings("leaving", { winBack: [{ afterDays, couponId: id, validDays: 20 }] });
}

const wantsOffers = (_: string, { id }: Customer) => db.customer.update({ where: { id }, data: { marketingConsent: true } });
const lettersOf = (subscriptionId: string) => db.winBack.findMany({ where: { subscriptionId } });

test("who has left and wants offers gets one letter with a code of their own, and comes back with it", () =>
  story()
    .does(() => letterBy("BACK2026"))
    .at("2026-01-10")
    .buys("basic")
    .does(wantsOffers)
    .cancels()
    .at("2026-02-10")
    .runs()
    .at("2026-03-11")
    .runs()
    .does(async (id) => expect(await lettersOf(id)).toEqual([]))
    .at("2026-03-13")
    .runs()
    .runs()
    .expects({ letters: ["welcome", "receipt", "canceled", "expired", "win_back"] })
    .does(async (id, viewer) => {
      const [{ code }] = await lettersOf(id);
      const other = await aViewer();
      await expect(takeUpWith(viewer, id, "BACK2026")).rejects.toMatchObject({ code: "coupon_unknown" });
      const { priceId } = await db.subscription.findUniqueOrThrow({ where: { id } });
      const quoted = (customerId?: string) => quoteOrder({ priceId, currency: "EUR", country: "DE", customerId, couponCode: code });
      await expect(quoted(other.id)).rejects.toMatchObject({ code: "coupon_unknown" });
      await expect(quoted()).rejects.toMatchObject({ code: "coupon_unknown" });
      const letter = await db.message.findFirstOrThrow({ where: { customerId: viewer.id, templateKey: "win_back" } });
      expect(letter.text).toContain(code);
      expect(letter.text).toContain("50");
      await takeUpWith(viewer, id, code);
      const again = await db.subscription.findFirstOrThrow({ where: { customerId: viewer.id }, orderBy: { number: "desc" } });
      expect(again).toMatchObject({ status: "ACTIVE", couponCode: code });
      expect(await lettersToReturn(new Date("2026-01-01"))).toMatchObject([
        { afterDays: 30, sent: 1, taken: 1, revenue: [{ currency: "EUR", minor: 500n }] },
      ]);
    }));

test("a code is over after its days, and is for nobody else", () =>
  story()
    .does(() => letterBy("BACK2027"))
    .at("2027-01-10")
    .buys("basic")
    .does(wantsOffers)
    .cancels("now")
    .at("2027-02-10")
    .runs()
    .at("2027-03-04")
    .does(async (id, viewer) => {
      const [{ code }] = await lettersOf(id);
      await expect(takeUpWith(viewer, id, code)).rejects.toMatchObject({ code: "coupon_expired" });
    }));

test.each([
  ["used up", { maxRedemptions: 0 }],
  ["over", { expiresAt: new Date("2029-02-01") }],
  ["not begun", { startsAt: new Date("2029-12-01") }],
  ["archived", { archivedAt: new Date("2029-01-01") }],
  ["for another country", { countries: ["FR"] }],
  ["for another plan", { planIds: ["019a0000-0000-7000-8000-00000000000a"] }],
  ["in another currency", { percentPpm: null, amounts: { USD: "100" } }],
  ["for first purchases only", { firstPurchase: true }],
])("nobody gets a code that they could not use: of a coupon that is %s", (what, terms) =>
  story()
    .does(async () => {
      const code = `NO-${what.toUpperCase().replaceAll(" ", "-")}`;
      const { id } = await aCoupon(code, { percentPpm: 500_000, onlyBatches: true, ...terms });
      await changeSettings("leaving", { winBack: [{ afterDays: 30, couponId: id, validDays: 20 }] });
    })
    .at("2029-01-10")
    .buys("basic")
    .does(wantsOffers)
    .cancels("now")
    .at("2029-02-10")
    .runs()
    .does(async (id) => expect(await lettersOf(id)).toEqual([])),
);

test("a code is told to be valid no longer than its coupon", () =>
  story()
    .does(async () => {
      const { id } = await aCoupon("SHORT2029", { percentPpm: 500_000, onlyBatches: true, expiresAt: new Date("2029-02-15T00:00:00Z") });
      await changeSettings("leaving", { winBack: [{ afterDays: 30, couponId: id, validDays: 20 }] });
    })
    .at("2029-01-10")
    .buys("basic")
    .does(wantsOffers)
    .cancels("now")
    .at("2029-02-10")
    .runs()
    .does(async (id) => {
      const [{ code }] = await lettersOf(id);
      expect(await db.promotionCode.findUnique({ where: { code } })).toMatchObject({ expiresAt: new Date("2029-02-15T00:00:00Z") });
    }));

test("nobody is written to who did not ask for it, has something that runs, or left long before", () =>
  story()
    .does(() => letterBy("BACK2028"))
    .at("2028-01-10")
    .buys("basic")
    .cancels("now")
    .at("2028-02-10")
    .runs()
    .does(async (id) => expect(await lettersOf(id)).toEqual([]))
    .at("2028-06-01")
    .does(wantsOffers)
    .runs()
    .does(async (id) => expect(await lettersOf(id)).toEqual([]))
    .takesUpAgain()
    .cancels("now")
    .at("2028-06-02")
    .buys("family")
    .at("2028-07-02")
    .does(async () => expect(await winBack()).toBe(0)));

test("of several workers at once one writes", () =>
  story()
    .does(() => letterBy("BACK2029", 5))
    .at("2029-01-10")
    .buys("basic")
    .does(wantsOffers)
    .cancels("now")
    .at("2029-01-16")
    .does(async (id) => {
      await Promise.all([winBack(), winBack(), winBack()]);
      expect(await lettersOf(id)).toHaveLength(1);
    }));
