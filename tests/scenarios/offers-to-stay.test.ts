import { expect, test } from "vitest";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { savingFor } from "#lib/billing/leaving/save-offer.ts";
import { openOffer, showOffer } from "#lib/billing/leaving/show-offer.ts";
import { takeOffer } from "#lib/billing/leaving/take-offer.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { offersToStay } from "#lib/reports/retention.ts";
import type { CancelReason } from "#lib/settings/cancel-reasons.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, changeSettings } from "#tests/support/shop.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

async function discountBy(code: string, coupon: Parameters<typeof aCoupon>[1] = { percentPpm: 500_000 }): Promise<void> {
  const { id } = await aCoupon(code, coupon);
  await changeSettings("leaving", { saveOffers: [{ reason: "price", kind: "discount", couponId: id }], saveOfferDays: 180 });
}

/** The viewer gives a reason; what they are offered is written down. */
const leaves = (id: string, viewer: Customer, reason: CancelReason = "price") => showOffer(id, reason, viewer);

async function takes(offerId: string, viewer: Customer): Promise<void> {
  const { subscriptionId, reason } = (await openOffer(offerId, viewer.id))!;
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  const saving = (await savingFor(subscription, reason as CancelReason, viewer, await getSettings()))!;
  const [at, shown] =
    saving.kind === "cheaper" ? [saving.quoted.at, saving.quoted.shown] : [now(), saving.kind === "discount" ? saving.shown : ""];
  await takeOffer({ offerId, at, shown }, viewer, null);
}

test("a discount that is taken is off the next payment, and the plan goes on", () =>
  story()
    .does(() => discountBy("STAY2026"))
    .at("2026-01-10")
    .buys("basic")
    .at("2026-01-20")
    .shows("10.00, then 10.00")
    .does(async (id, viewer) => takes((await leaves(id, viewer))!, viewer))
    .shows("5.00, then 10.00")
    .at("2026-02-10")
    .runs()
    .at("2026-03-10")
    .runs()
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "5.00 PAID", "10.00 PAID"] }));

test("a coupon for several payments is off as many; whoever has one that goes on is offered no other", () =>
  story()
    .does(() => discountBy("STAY2027", { percentPpm: 200_000, duration: "REPEATING", cycles: 2 }))
    .at("2027-01-10")
    .buys("basic")
    .at("2027-02-10")
    .runs()
    .does(async (id, viewer) => takes((await leaves(id, viewer))!, viewer))
    .at("2027-03-10")
    .runs()
    .does(async (id, viewer) => {
      await changeSettings("leaving", { saveOfferDays: 1 });
      expect(await leaves(id, viewer)).toBeNull();
    })
    .at("2027-04-10")
    .runs()
    .at("2027-05-10")
    .runs()
    .expects({ billed: ["10.00 PAID", "10.00 PAID", "8.00 PAID", "8.00 PAID", "10.00 PAID"] }));

test("it is shown once in so many days, for the reasons that the operator chose, and nobody need take it", () =>
  story()
    .does(() => discountBy("STAY2028"))
    .at("2028-01-10")
    .buys("basic")
    .does(async (id, viewer) => {
      expect(await leaves(id, viewer, "content")).toBeNull();
      const offers = await Promise.all(Array.from({ length: 4 }, () => leaves(id, viewer)));
      expect(offers.filter(Boolean)).toHaveLength(1);
      expect(await leaves(id, viewer)).toBeNull();
      await cancelPlan({ subscriptionId: id, reason: "price" }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
    })
    .at("2028-02-11")
    .runs()
    .expects({ status: "CANCELED", billed: ["10.00 PAID"] }));

test("of several at once one takes it; another's is none, and what was shown must hold", () =>
  story()
    .does(() => discountBy("STAY2029"))
    .at("2029-01-10")
    .buys("basic")
    .does(async (id, viewer) => {
      const offerId = (await leaves(id, viewer))!;
      await expect(takeOffer({ offerId, at: now(), shown: "EUR 1 1000" }, viewer, null)).rejects.toMatchObject({ code: "terms_changed" });
      const another = { ...viewer, id: "00000000-0000-7000-8000-000000000000" };
      await expect(takeOffer({ offerId, at: now(), shown: "" }, another, null)).rejects.toMatchObject({ code: "offer_unknown" });
      const tries = await Promise.allSettled(Array.from({ length: 3 }, () => takes(offerId, viewer)));
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    })
    .shows("5.00, then 10.00"));

test("a cheaper plan is changed to as every change is, and a pause begins when what is paid is over", () =>
  story()
    .does(() =>
      changeSettings("leaving", {
        saveOfferDays: 30,
        saveOffers: [
          { reason: "price", kind: "cheaper", couponId: null },
          { reason: "pause", kind: "pause", couponId: null },
        ],
      }),
    )
    .set("pauses", { byViewers: true, maxDays: 90 })
    .at("2030-01-10")
    .buys("basic")
    .cancels("now")
    .buys("family")
    .does(async (id, viewer) => takes((await leaves(id, viewer))!, viewer))
    .at("2030-02-10")
    .runs()
    .expects({ status: "ACTIVE", plan: "Basic", billed: ["20.00 PAID", "10.00 PAID"] })
    .at("2030-03-01")
    .does(async (id, viewer) => takes((await leaves(id, viewer, "pause"))!, viewer))
    .at("2030-03-11")
    .runs()
    .expects({ status: "PAUSED" })
    .does(async () => {
      const success = await offersToStay(new Date("2030-01-01"), new Date("2030-03-12"));
      expect(success.map(({ kind, shown, taken, old30, still30 }) => [kind, shown, taken, old30, still30])).toEqual([
        ["cheaper", 1, 1, 1, 1],
        ["discount", 0, 0, 0, 0],
        ["pause", 1, 1, 0, 0],
      ]);
    }));

test("for how many payments a discount is holds as it was shown", () =>
  story()
    .does(() => discountBy("LONG2041", { percentPpm: 200_000, duration: "REPEATING", cycles: 6 }))
    .at("2041-01-10")
    .buys("basic")
    .does(async (id, viewer) => {
      const offerId = (await leaves(id, viewer))!;
      const subscription = await db.subscription.findUniqueOrThrow({ where: { id } });
      const saving = await savingFor(subscription, "price", viewer, await getSettings());
      await discountBy("SHORT2041", { percentPpm: 200_000, duration: "REPEATING", cycles: 2 });
      const shown = saving?.kind === "discount" ? saving.shown : "";
      await expect(takeOffer({ offerId, at: now(), shown }, viewer, null)).rejects.toMatchObject({ code: "terms_changed" });
      await takes(offerId, viewer);
    })
    .shows("8.00, then 10.00"));
