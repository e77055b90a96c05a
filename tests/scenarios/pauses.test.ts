// biome-ignore-all format: a line is a chapter
import { expect, test } from "vitest";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const told = (zone?: string) => story(zone).set("pauses", { byViewers: true, atOnce: true, maxDays: 90, perYear: 2 }).set("dunning", { graceDays: 5, suspendDays: 0 });
const watches = (expected: boolean) => async (_: string, viewer: { id: string }) => expect(await mayWatch(viewer.id, now())).toBe(expected);
const accessOf = async (subscriptionId: string) =>
  (await db.domainEvent.findMany({ where: { subscriptionId, subject: "ACCESS" }, orderBy: { at: "asc" } })).map(({ type }) => type);

test("paused half-way nothing is billed, and the other half follows when it is taken up again", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").pauses().expects({ status: "PAUSED", paid: ["10.00"] }).does(watches(false))
    .at("2025-07-20").runs().expects({ status: "PAUSED", billed: ["10.00 PAID"] })
    .at("2025-08-01T00:00").resumes().expects({ status: "ACTIVE", until: "2025-08-16" }).does(watches(true))
    .at("2025-08-15").runs().expects({ paid: ["10.00"] })
    .at("2025-08-16").runs().expects({ paid: ["10.00", "10.00"], until: "2025-09-16" })
    .at("2025-09-16").runs().expects({ until: "2025-10-16", letters: ["welcome", "receipt", "paused", "resumed", "renewal_reminder", "receipt", "receipt"] })
    .does(async (id) => expect(await accessOf(id)).toEqual(["granted", "ended", "granted"])));

test("at the period's end it pauses in place of renewing, and is charged when it goes on", () =>
  told()
    .at("2025-06-01").buys("basic")
    .at("2025-06-20").pauses("period_end").expects({ status: "ACTIVE", until: "2025-07-01" }).does(watches(true))
    .at("2025-07-01").runs().expects({ status: "PAUSED", paid: ["10.00"] }).does(watches(false))
    .at("2025-07-20").resumes().runs().expects({ status: "ACTIVE", paid: ["10.00", "10.00"], until: "2025-08-20" }));

test("on the day that was said it goes on by itself, told before and then", () =>
  told()
    .set("reminders", { renewalDaysBefore: 3 })
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-11T00:00").pauses("now", { until: "2025-07-01" })
    .at("2025-06-29").runs().expects({ status: "PAUSED", letters: ["welcome", "receipt", "paused", "pause_ending"] })
    .at("2025-07-02").does(watches(true)).runs().expects({ status: "ACTIVE", until: "2025-07-21" })
    .at("2025-07-21").runs().expects({ paid: ["10.00", "10.00"], until: "2025-08-21" }));

test("an open pause lasts as long as is allowed", () =>
  told()
    .set("pauses", { maxDays: 30 })
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-30T00:00").pauses()
    .at("2025-07-29").runs().expects({ status: "PAUSED" })
    .at("2025-07-30").runs().expects({ status: "ACTIVE", until: "2025-07-31" })
    .at("2025-07-31").runs().expects({ paid: ["10.00", "10.00"], until: "2025-08-31" }));

test("a pause that is to come is taken back, and nothing has happened", () =>
  told()
    .at("2025-01-31").buys("basic")
    .at("2025-02-10").pauses("period_end")
    .at("2025-02-11").resumes().shows("10.00, then 10.00")
    .at("2025-02-28").runs().expects({ paid: ["10.00", "10.00"], until: "2025-03-31" }));

test("what is next is shown while it is paused", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").pauses("now", { until: "2025-07-01" }).shows("10.00, then 10.00"));

test("over the end of winter time the rest is kept to the hour", () =>
  told("Europe/Berlin")
    .at("2026-03-01T00:00").buys("basic")
    .at("2026-03-15T00:00").pauses()
    .at("2026-04-01T00:00").resumes().expects({ until: "2026-04-17" })
    .does(async (id) => expect(await db.subscription.findUnique({ where: { id } })).toMatchObject({ currentPeriodEnd: new Date("2026-04-17T21:00:00Z"), currentPeriodStart: new Date("2026-03-17T22:00:00Z") })));

test("a subscription that is paused twice in a period keeps the rest twice", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-11T00:00").pauses()
    .at("2025-06-21T00:00").resumes().expects({ until: "2025-07-11" })
    .at("2025-07-01T00:00").pauses()
    .at("2025-07-31T00:00").resumes().expects({ until: "2025-08-10" })
    .at("2025-08-05").pauses().refused("paused_often")
    .at("2025-08-05").pauses("now", { by: "OPERATOR" }).expects({ status: "PAUSED" }));

test("the credit of a change after a pause is for what is really left", () =>
  told()
    .set("changes", { upgrades: "prorated", proration: "second" })
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-11T00:00").pauses()
    .at("2025-07-01T00:00").resumes()
    .at("2025-07-11T00:00").changesTo("family")
    .expects({ plan: "Family", billed: ["10.00 PAID", "3.34 PAID"], until: "2025-07-21" })
    .at("2025-07-21").runs().expects({ billed: ["10.00 PAID", "3.34 PAID", "20.00 PAID"] }));

test("a change that waits for the next period waits through a pause", () =>
  told()
    .set("changes", { downgrades: "renewal" })
    .at("2025-06-01T00:00").buys("family")
    .at("2025-06-05").changesTo("basic")
    .at("2025-06-16T00:00").pauses()
    .at("2025-07-01T00:00").resumes()
    .at("2025-07-16").runs().expects({ plan: "Basic", paid: ["20.00", "10.00"], until: "2025-08-16" }));

test("while it is paused nothing about it is changed", () =>
  told()
    .at("2025-06-01").buys("basic").pauses()
    .changesTo("family").refused("subscription_paused")
    .pauses().refused("subscription_paused")
    .does(async (id, viewer) => expect(quoteChange(id, { remove: id }, { kind: "VIEWER", id: viewer.id, name: "" })).rejects.toMatchObject({ code: "subscription_paused" })));

test("whoever cancels in a pause watches the rest that is paid, and is charged no more", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").pauses()
    .at("2025-07-01T00:00").cancels().expects({ status: "ACTIVE", until: "2025-07-16" }).does(watches(true))
    .at("2025-07-17").runs().expects({ status: "CANCELED", paid: ["10.00"] }));

test("without a rest a canceled pause ends at once", () =>
  told()
    .at("2025-06-01").buys("basic").pauses("period_end")
    .at("2025-07-01").runs().expects({ status: "PAUSED" })
    .at("2025-07-05").cancels().expects({ status: "CANCELED", paid: ["10.00"] }));

test("canceled before its pause begins it ends with its period", () =>
  told()
    .at("2025-06-01").buys("basic").pauses("period_end")
    .at("2025-06-10").cancels()
    .at("2025-07-01").runs().expects({ status: "CANCELED", paid: ["10.00"] })
    .does(async (id) => expect(await db.subscriptionPause.count({ where: { subscriptionId: id } })).toBe(0)));

test("with a billing day the rest is followed by the share of a period, to that day", () =>
  told()
    .at("2025-06-01T00:00").buys("first")
    .at("2025-06-21T00:00").pauses()
    .at("2025-07-06T00:00").resumes().expects({ until: "2025-07-16" }).shows("15.48, then 30.00")
    .at("2025-07-16").runs().expects({ billed: ["30.00 PAID", "15.48 PAID"], until: "2025-08-01" })
    .at("2025-08-01").runs().expects({ billed: ["30.00 PAID", "15.48 PAID", "30.00 PAID"], until: "2025-09-01" }));

test("the refund that is offered in a pause is for the rest that is kept", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").pauses()
    .at("2025-07-10").isRefunded("5.00").expects({ billed: ["10.00 PAID", "-5.00"], paid: ["10.00", "-5.00"] }));

test("a card that declines when it goes on begins the dunning", () =>
  told()
    .at("2025-06-01").buys("basic", { card: "laterDeclines" }).pauses("period_end")
    .at("2025-07-01").runs()
    .at("2025-07-10").resumes().runs().expects({ status: "PAST_DUE", until: "2025-08-10" })
    .at("2025-07-16").runs().expects({ status: "EXPIRED" }));

test("neither trials nor passes are paused, nor what waits for its payment or ends", () =>
  told().at("2025-06-01").buys("trial").pauses().refused("trial_not_paused"));

test("a pass ends by itself and is not paused", () =>
  told().at("2025-06-01").buys("pass").pauses().refused("pass_not_paused"));

test("what is canceled is not paused", () =>
  told().at("2025-06-01").buys("basic").cancels().pauses().refused("cancel_scheduled"));

test("a pause ends after it began, and within the longest time", () =>
  told()
    .at("2025-06-01").buys("basic")
    .pauses("now", { until: "2025-06-01" }).refused("pause_too_early")
    .pauses("period_end", { until: "2025-06-20" }).refused("pause_too_early")
    .pauses("now", { until: "2025-08-31" }).refused("pause_too_late")
    .pauses("now", { until: "2025-08-30" }).expects({ status: "PAUSED" }));

test("viewers pause where the operator lets them, and at once where it may be so", () =>
  told()
    .set("pauses", { atOnce: false })
    .at("2025-06-01").buys("basic")
    .pauses("now").refused("invalid")
    .set("pauses", { byViewers: false, atOnce: true })
    .pauses("period_end").refused("not_paused_by_viewers")
    .pauses("now", { by: "OPERATOR" }).expects({ status: "PAUSED" }));
