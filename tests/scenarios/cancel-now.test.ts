import { expect, test } from "vitest";
import { cancelNow, offeredEnd } from "#lib/billing/leaving/cancel-now.ts";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const refunded = { atOnce: "refunded", refundTo: "method" } as const;
const viewerOf = (viewer: { id: string; name: string }) => ({ kind: "VIEWER" as const, id: viewer.id, name: viewer.name });

test("what is not used goes back the way it was paid, as much as was shown", () =>
  story("Europe/Berlin")
    .set("leaving", refunded)
    .set("changes", { proration: "day" })
    .at("2026-06-01")
    .buys("basic")
    .at("2026-06-21")
    .endsNow("3.00", "price")
    .runs()
    .expects({ status: "CANCELED", billed: ["10.00 PAID", "-3.00"], paid: ["10.00", "-3.00"] })
    .does(async (id) =>
      expect(await db.subscription.findUniqueOrThrow({ where: { id } })).toMatchObject({ cancelReason: "price", endedAt: now() }),
    )
    .at("2026-07-02")
    .runs()
    .expects({ billed: ["10.00 PAID", "-3.00"] }));

test("in whole days the day of the end was used: nobody comes in the morning and goes in the evening for nothing", () =>
  story()
    .set("leaving", refunded)
    .set("changes", { proration: "day" })
    .set("pauses", { byViewers: true, atOnce: true, maxDays: 90 })
    .at("2035-06-01T08:00")
    .buys("basic")
    .at("2035-06-01T20:00")
    .endsNow("9.67")
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "-9.67"] })
    .buys("basic")
    .at("2035-06-01T22:00")
    .pauses()
    .at("2035-06-03T12:00")
    .endsNow("9.67")
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "-9.67"] }));

test("or to the balance, where the settings say so", () =>
  story()
    .set("leaving", { ...refunded, refundTo: "balance" })
    .set("changes", { proration: "day" })
    .at("2027-06-01")
    .buys("basic")
    .at("2027-06-21")
    .endsNow("3.00")
    .expects({ status: "CANCELED", balance: "3.00", paid: ["10.00", "-3.00 balance"] }));

test("or nothing goes back, and it ends at once all the same", () =>
  story()
    .set("leaving", { atOnce: "unrefunded" })
    .at("2028-06-01")
    .buys("basic")
    .at("2028-06-21")
    .endsNow("0.00")
    .runs()
    .expects({ status: "CANCELED", billed: ["10.00 PAID"], paid: ["10.00"] }));

test("a share of what was really paid: the coupon is not given back, what was refunded before neither, add-ons are", () =>
  story()
    .set("leaving", refunded)
    .set("changes", { proration: "day" })
    .offers("HALF2029")
    .at("2029-06-01")
    .buys("basic")
    .adds("movies")
    .isRefunded("1.00")
    .runs()
    .at("2029-06-16")
    .endsNow("7.00")
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "6.00", "-1.00", "-4.67", "-2.33"] }));

test("what was paid for with a credit of the plan before becomes balance: the payment of the change is less than that", () =>
  story()
    .set("leaving", refunded)
    .set("changes", { proration: "day", upgrades: "prorated" })
    .at("2032-06-01")
    .buys("basic")
    .at("2032-06-11")
    .changesTo("family")
    .at("2032-06-12")
    .endsNow("12.00")
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "6.66"], balance: "12.00" }));

test("of a plan that is paused its rest is not used, but for the day on which it paused", () =>
  story()
    .set("leaving", refunded)
    .set("changes", { proration: "day" })
    .set("pauses", { byViewers: true, atOnce: true, maxDays: 90 })
    .at("2033-06-01T00:00")
    .buys("basic")
    .at("2033-06-11T00:00")
    .pauses()
    .at("2033-06-21T00:00")
    .endsNow("6.33")
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "-6.33"] }));

test("the settings may not let viewers end at once; in trial there is nothing to give back", () =>
  story()
    .at("2030-06-01")
    .buys("basic")
    .set("leaving", { atOnce: "no" })
    .endsNow("0.00")
    .refused("not_ended_by_viewers")
    .set("leaving", refunded)
    .buys("trial")
    .endsNow("0.00")
    .expects({ status: "CANCELED" })
    .endsNow("0.00")
    .refused("subscription_ended"));

test("another amount than was shown is refused, and of several at once one ends it", () =>
  story()
    .set("leaving", refunded)
    .at("2031-06-01")
    .buys("family")
    .at("2031-06-11")
    .does(async (id, viewer) => {
      const subscription = await db.subscription.findUniqueOrThrow({ where: { id } });
      const offered = (await offeredEnd(subscription, await getSettings()))!;
      const ask = (shown: bigint, at = offered.at) => cancelNow({ subscriptionId: id, at, shown: `${shown}+0` }, viewerOf(viewer));
      await expect(ask(offered.back + 1n)).rejects.toMatchObject({ code: "terms_changed" });
      await expect(ask(offered.back, new Date(offered.at.getTime() - 31 * 60_000))).rejects.toMatchObject({ code: "terms_changed" });
      await expect(ask(offered.back, new Date(offered.at.getTime() + 1000))).rejects.toMatchObject({ code: "terms_changed" });
      await expect(
        cancelNow({ subscriptionId: id, at: offered.at, shown: "0" }, { kind: "VIEWER", id: subscription.id, name: "Another" }),
      ).rejects.toMatchObject({ code: "customer_unknown" });
      const tries = await Promise.allSettled(Array.from({ length: 4 }, () => ask(offered.back)));
      expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
      await runSchedule();
      const back = await db.transaction.findMany({ where: { subscriptionId: id, kind: "REFUND" } });
      expect(back.map(({ amount, status }) => [amount, status])).toEqual([[offered.back, "SUCCEEDED"]]);
      await expectBooksAgree();
    }));

test("what was shown before a renewal is shown anew after it: the period that was paid meanwhile is not lost", () =>
  story()
    .set("leaving", refunded)
    .set("changes", { proration: "second" })
    .at("2036-06-01T00:00")
    .buys("basic")
    .at("2036-06-30T23:59")
    .does(async (id, viewer) => {
      const shown = (await offeredEnd(await db.subscription.findUniqueOrThrow({ where: { id } }), await getSettings()))!;
      expect(shown.shown).toBe("0+0");
      stopClockAt(new Date("2036-07-01T00:01:00Z"));
      await runSchedule();
      const ended = cancelNow({ subscriptionId: id, at: shown.at, shown: shown.shown }, viewerOf(viewer));
      await expect(ended).rejects.toMatchObject({ code: "terms_changed" });
    })
    .expects({ status: "ACTIVE", paid: ["10.00", "10.00"] })
    .endsNow("10.00")
    .expects({ status: "CANCELED", paid: ["10.00", "10.00", "-10.00"] }));
