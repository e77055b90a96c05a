import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { takeUpWith } from "#tests/support/shop.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const subscriptionsOf = (customerId: string) => db.subscription.findMany({ where: { customerId }, orderBy: { number: "asc" } });

test("an expired plan is taken up again with the saved card, and a new period begins now", () =>
  story()
    .at("2026-01-10")
    .buys("basic")
    .cancels()
    .runsDaily("2026-02-09", "2026-02-11")
    .expects({ status: "CANCELED" })
    .at("2026-05-20")
    .takesUpAgain()
    .expects({ status: "ACTIVE", until: "2026-06-20", billed: ["10.00 PAID"], paid: ["10.00"] })
    .runsDaily("2026-06-19", "2026-06-21")
    .expects({ status: "ACTIVE", until: "2026-07-20", billed: ["10.00 PAID", "10.00 PAID"] }));

test("the balance pays first, the saved card the rest", () =>
  story()
    .set("leaving", { atOnce: "refunded", refundTo: "balance" })
    .set("changes", { proration: "day" })
    .at("2027-06-01")
    .buys("basic")
    .at("2027-06-21")
    .endsNow("3.00")
    .at("2027-08-20")
    .takesUpAgain()
    .expects({ status: "ACTIVE", billed: ["10.00 PAID"], paid: ["7.00", "3.00 balance"], balance: "0.00", until: "2027-09-20" }));

test("whoever had a trial gets none again", () =>
  story()
    .at("2031-01-10")
    .buys("trial")
    .cancels("now")
    .at("2031-02-20")
    .takesUpAgain()
    .expects({ status: "ACTIVE", billed: ["10.00 PAID"], until: "2031-03-20" }));

test("pressed several times at once it is bought once; while it runs there is nothing to take up", () =>
  story()
    .at("2028-01-10")
    .buys("family")
    .cancels("now")
    .at("2028-03-01")
    .does(async (id, viewer) => {
      const tries = await Promise.allSettled(Array.from({ length: 4 }, () => takeUpWith(viewer, id)));
      expect(tries.some(({ status }) => status === "fulfilled")).toBe(true);
      const [, ...again] = await subscriptionsOf(viewer.id);
      expect(again.map(({ status }) => status)).toEqual(["ACTIVE"]);
      const charges = await db.transaction.findMany({ where: { subscriptionId: again[0].id, kind: "CHARGE" } });
      expect(charges.map(({ status, amount }) => [status, amount])).toEqual([["SUCCEEDED", 2000n]]);
      await expect(takeUpWith(viewer, again[0].id)).rejects.toThrow();
      await expect(takeUpWith(viewer, id)).rejects.toMatchObject({ code: "already_subscribed" });
    }));

test("a card that is declined buys nothing; without one there is a page", () =>
  story()
    .at("2029-01-10")
    .buys("basic", { card: "laterDeclines" })
    .cancels("now")
    .at("2029-03-01")
    .takesUpAgain()
    .expects({ status: "INCOMPLETE", billed: [], paid: [] })
    .does(async (_, viewer) => {
      const [ended] = await subscriptionsOf(viewer.id);
      await db.paymentMethod.updateMany({ where: { customerId: viewer.id }, data: { detachedAt: new Date() } });
      await expect(takeUpWith(viewer, ended.id)).rejects.toMatchObject({ code: "gateway_missing" });
    }));

test("a coupon for who comes back counts like any other", () =>
  story()
    .offers("BACK2030", { percentPpm: 500_000 })
    .at("2030-01-10")
    .buys("basic")
    .cancels("now")
    .at("2030-03-01")
    .takesUpAgain("BACK2030")
    .expects({ status: "ACTIVE", billed: ["5.00 PAID"], paid: ["5.00"] }));
