import { expect, test } from "vitest";
import { offeredWithdrawal, withdraw } from "#lib/billing/leaving/withdraw.ts";
import { withdrawByNotice } from "#lib/billing/leaving/withdraw-by-notice.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { now } from "#lib/kernel/clock.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

/** What a signed-in viewer is shown, and agrees to: "5.33", or "by hand". */
async function withdrawFrom(subscriptionId: string, viewer: Customer, shown: string): Promise<void> {
  const offered = (await offeredWithdrawal(subscriptionId, viewer.id, await getSettings()))!;
  const { at, amount, currency } = offered;
  expect(amount === null ? "by hand" : toDecimal({ minor: amount, currency })).toBe(shown);
  await withdraw({ subscriptionId, at, shown: String(amount ?? "") }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
}

const withdraws = (shown: string) => (id: string, viewer: Customer) => withdrawFrom(id, viewer, shown);
const notices = (viewer: Customer) => db.cancellationNotice.findMany({ where: { email: viewer.email, kind: "WITHDRAWAL" } });
const byDay = { proration: "day" } as const;

test("a viewer withdraws in time: it ends at once, and what was paid goes back less what was used, to the second", () =>
  story("Europe/Berlin")
    .set("changes", byDay)
    .at("2026-06-01")
    .buys("basic")
    .at("2026-06-10")
    .does(withdraws("6.95"))
    .runs()
    .expects({ status: "CANCELED", billed: ["10.00 PAID", "-6.95"], paid: ["10.00", "-6.95"] })
    .does(async (id, viewer) => {
      expect(await offeredWithdrawal(id, viewer.id, await getSettings())).toBeNull();
      expect(await notices(viewer)).toMatchObject([{ subscriptionIds: [id], contract: expect.stringContaining("Basic") }]);
      const letter = await db.message.findFirstOrThrow({ where: { customerId: viewer.id, templateKey: "withdrawal_received" } });
      expect(letter.text).toContain("€6.95");
      expect(letter.text).toContain("12:00");
    }));

test("the whole goes back where the operator says so, coupon and add-ons as they were paid", () =>
  story()
    .set("leaving", { withdrawalGivesBack: "whole" })
    .offers("HALF2027", { percentPpm: 500_000 })
    .at("2027-06-01")
    .buys("basic", { coupon: "HALF2027" })
    .at("2027-06-10")
    .does(withdraws("5.00"))
    .runs()
    .set("leaving", { withdrawalGivesBack: "unused" })
    .expects({ status: "CANCELED", paid: ["5.00", "-5.00"] }));

test("what went back before is taken off: who was given goodwill, or ended at once, gets the rest of it", () =>
  story()
    .set("changes", byDay)
    .at("2028-06-01")
    .buys("basic")
    .isRefunded("1.00")
    .runs()
    .at("2028-06-04")
    .cancels("now")
    .at("2028-06-13")
    .does(withdraws("7.98"))
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "-1.00", "-7.98"] })
    .does(async (id, viewer) => {
      expect(await offeredWithdrawal(id, viewer.id, await getSettings())).toBeNull();
      const again = withdraw({ subscriptionId: id, at: now(), shown: "0" }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
      await expect(again).rejects.toMatchObject({ code: "withdrawal_over" });
    }));

test("what was credited for an add-on that was taken off is not given back again", () =>
  story()
    .set("changes", { ...byDay, credit: "balance" })
    .at("2031-06-01T00:00")
    .buys("basic", { together: ["sports"] })
    .at("2031-06-04T00:00")
    .removes("sports", { time: "prorated", by: "OPERATOR" })
    .expects({ balance: "2.70" })
    .at("2031-06-05T00:00")
    .does(withdraws("8.57"))
    .runs()
    .set("changes", { credit: "next_invoice" })
    .expects({ status: "CANCELED", paid: ["13.00", "-8.57"], balance: "2.70" }));

test("nor is what waits for the next invoice: it becomes balance when there is none", () =>
  story()
    .set("changes", byDay)
    .at("2032-06-01T00:00")
    .buys("basic", { together: ["sports"] })
    .at("2032-06-04T00:00")
    .removes("sports", { time: "prorated", by: "OPERATOR" })
    .at("2032-06-05T00:00")
    .does(withdraws("8.57"))
    .runs()
    .expects({ status: "CANCELED", paid: ["13.00", "-8.57"], balance: "2.70" }));

test("time in which it was paused was not used", () =>
  story()
    .set("changes", byDay)
    .set("pauses", { byViewers: true, atOnce: true, maxDays: 90 })
    .at("2034-06-01T00:00")
    .buys("basic")
    .at("2034-06-04T00:00")
    .pauses()
    .at("2034-06-13T00:00")
    .does(withdraws("9.00"))
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "-9.00"] }));

test("a trial is withdrawn from too, with nothing to give back; after the time it is over", () =>
  story("Europe/Berlin")
    .at("2029-06-01")
    .buys("trial")
    .at("2029-06-02")
    .does(withdraws("0.00"))
    .expects({ status: "CANCELED", paid: [] })
    .at("2030-06-03")
    .buys("family")
    .at("2030-06-17T23:59")
    .does(async (id, viewer) => expect(await offeredWithdrawal(id, viewer.id, await getSettings())).toMatchObject({ currency: "EUR" }))
    .at("2030-06-18T00:01")
    .does(async (id, viewer) => {
      expect(await offeredWithdrawal(id, viewer.id, await getSettings())).toBeNull();
      const late = { subscriptionId: id, at: new Date("2030-06-17T22:01:00Z"), shown: "0" };
      await expect(withdraw(late, { kind: "VIEWER", id: viewer.id, name: viewer.name })).rejects.toMatchObject({ code: "withdrawal_over" });
    })
    .expects({ status: "ACTIVE" }));

test("what was changed since is for somebody to look at: it is kept and confirmed, and nothing moves by itself", () =>
  story()
    .at("2031-06-02")
    .buys("basic")
    .changesTo("family")
    .at("2031-06-05")
    .does(withdraws("by hand"))
    .runs()
    .expects({ status: "ACTIVE" })
    .does(async (_, viewer) => expect(await notices(viewer)).toMatchObject([{ subscriptionIds: [] }])));

test("without signing in: what is certain is done at once, and of all else somebody decides", () =>
  story()
    .set("changes", byDay)
    .at("2032-06-01")
    .buys("basic")
    .at("2032-06-04")
    .does(async (id, viewer) => {
      const another = await aViewer();
      const theirs = { subscriptionId: id, at: now(), shown: "900" };
      await expect(withdraw(theirs, { kind: "VIEWER", id: another.id, name: another.name })).rejects.toMatchObject({
        code: "subscription_unknown",
      });
      const said = { name: viewer.name, email: viewer.email, contract: "" };
      await withdrawByNotice({ ...said, name: "Somebody Else" }, null, "en");
      await withdrawByNotice({ ...said, contract: "Gold" }, null, "en");
      await withdrawByNotice({ ...said, email: "nobody@example.com" }, null, "ar");
      expect(await db.subscription.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "ACTIVE" });
      const letters = await db.message.findMany({ where: { templateKey: "withdrawal_received", recipient: "nobody@example.com" } });
      expect(letters).toMatchObject([{ locale: "ar", customerId: null }]);
      await withdrawByNotice({ ...said, contract: "the basic plan" }, "203.0.113.9", "en");
      await withdrawByNotice({ ...said, contract: "the basic plan" }, "203.0.113.9", "en");
      expect((await notices(viewer)).map(({ subscriptionIds }) => subscriptionIds)).toEqual([[], [], [id], []]);
    })
    .runs()
    .expects({ status: "CANCELED", paid: ["10.00", "-8.98"] }));

test("a notice that means an older contract ends no newer one whose plan has a part of its name", () =>
  story()
    .at("2038-01-01")
    .buys("basic")
    .at("2038-06-01")
    .does(async (id, viewer) => {
      const { plan, price } = await aPlan({ amount: 1500n });
      await db.plan.update({ where: { id: plan.id }, data: { name: "Bas" } });
      const { subscriptionId } = await buy(viewer, price);
      await withdrawByNotice({ name: viewer.name, email: viewer.email, contract: "basic" }, null, "en");
      expect(await notices(viewer)).toMatchObject([{ subscriptionIds: [] }]);
      const states = await db.subscription.findMany({ where: { id: { in: [id, subscriptionId!] } } });
      expect(states.map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE"]);
    })
    .expects({ status: "ACTIVE" }));

test("of several at once one ends it, and money goes back once", () =>
  story()
    .at("2033-06-01")
    .buys("family")
    .at("2033-06-11")
    .does(async (id, viewer) => {
      const offered = (await offeredWithdrawal(id, viewer.id, await getSettings()))!;
      const said = { name: viewer.name, email: viewer.email, contract: "" };
      const by = { kind: "VIEWER" as const, id: viewer.id, name: viewer.name };
      await Promise.allSettled([
        withdraw({ subscriptionId: id, at: offered.at, shown: String(offered.amount) }, by),
        withdraw({ subscriptionId: id, at: offered.at, shown: String(offered.amount) }, by),
        withdrawByNotice(said, null, "en"),
      ]);
      await runSchedule();
      const refunds = await db.transaction.findMany({ where: { subscriptionId: id, kind: "REFUND" } });
      expect(refunds.map(({ amount, status }) => [amount, status])).toEqual([[offered.amount, "SUCCEEDED"]]);
    })
    .expects({ status: "CANCELED" }));

test("what has ended by the clock, though no worker has looked, is withdrawn from all the same", () =>
  story()
    .at("2037-06-01")
    .buys("pass")
    .at("2037-06-05")
    .does(async (id, viewer) => {
      await withdrawByNotice({ name: viewer.name, email: viewer.email, contract: "" }, null, "en");
      expect(await notices(viewer)).toMatchObject([{ subscriptionIds: [id] }]);
    })
    .expects({ paid: ["5.00"] }));

test("what was sent ahead for the next period is on the balance, and is not given back as well", () =>
  story()
    .set("changes", byDay)
    .at("2029-06-01")
    .buysByTransfer("basic")
    .transfers("10.00")
    .at("2029-06-02")
    .transfers("10.00")
    .expects({ balance: "10.00" })
    .at("2029-06-11")
    .does(withdraws("6.61"))
    .runs()
    .expects({ status: "CANCELED", balance: "16.61" }));

test("what was sent ahead and has paid a period is given back once", () =>
  story()
    .set("changes", byDay)
    .set("leaving", { withdrawalGivesBack: "whole" })
    .at("2030-06-01")
    .buysByTransfer("day")
    .transfers("1.00")
    .transfers("1.00", "again", { recorded: true })
    .at("2030-06-03T01:00")
    .runs()
    .expects({ paid: ["1.00", "1.00", "1.00 balance"], balance: "0.00" })
    .does(withdraws("2.00"))
    .set("leaving", { withdrawalGivesBack: "unused" })
    .expects({ status: "CANCELED", balance: "2.00" }));
