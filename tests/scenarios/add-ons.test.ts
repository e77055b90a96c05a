// biome-ignore-all format: a line is a chapter
import { test } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const DEFAULT = { upgrades: "prorated", downgrades: "renewal", proration: "second", credit: "next_invoice" } as const;
const told = (zone?: string) => story(zone).set("changes", DEFAULT);

test("an extra costs the rest of the period, and is billed with the plan from then on", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-21T00:00").adds("sports").shows("13.00, then 13.00")
    .expects({ plan: "Basic", paid: ["10.00", "1.00"], until: "2025-07-01" })
    .at("2025-07-01").runs()
    .expects({ billed: ["10.00 PAID", "1.00 PAID", "13.00 PAID"] }));

test("each is removed alone: with the next period, or at once for a credit", () =>
  told()
    .at("2025-06-01T00:00").buys("basic").adds("sports").adds("movies")
    .expects({ paid: ["10.00", "3.00", "6.00"] })
    .at("2025-06-16T00:00").removes("sports", { time: "prorated", by: "OPERATOR" }).shows("14.50, then 16.00")
    .removes("movies").shows("8.50, then 10.00")
    .at("2025-07-01").runs()
    .expects({ paid: ["10.00", "3.00", "6.00", "8.50"], billed: ["10.00 PAID", "3.00 PAID", "6.00 PAID", "8.50 PAID"] }));

test("two may be removed with the same period, one after the other", () =>
  told()
    .at("2025-06-01T00:00").buys("basic").adds("sports").adds("movies")
    .at("2025-06-16").removes("sports").removes("movies").shows("10.00, then 10.00")
    .adds("sports").refused("change_scheduled")
    .at("2025-07-01").runs()
    .expects({ paid: ["10.00", "3.00", "6.00", "10.00"] }));

test("an extra goes with the plan when that is changed, and is neither paid nor lost twice", () =>
  told()
    .at("2025-06-01T00:00").buys("basic").adds("sports")
    .at("2025-06-16T00:00").changesTo("family")
    .expects({ plan: "Family", paid: ["10.00", "3.00", "5.00"] })
    .at("2025-07-01").runs()
    .expects({ paid: ["10.00", "3.00", "5.00", "23.00"] }));

test("what is not sold for the new length ends with the change, and its rest is taken off", () =>
  told()
    .at("2025-06-01T00:00").buys("basic").adds("sports")
    .at("2025-06-16T00:00").changesTo("year")
    .expects({ plan: "Year", paid: ["10.00", "3.00", "93.50"] })
    .at("2026-06-16").runs()
    .expects({ paid: ["10.00", "3.00", "93.50", "100.00"] }));

test("in a trial an extra is tried with the plan", () =>
  told()
    .at("2025-06-01").buys("trial").adds("sports")
    .expects({ status: "TRIALING", paid: [] })
    .at("2025-06-08").runs()
    .expects({ paid: ["13.00"] }));

test("a coupon takes its share off the plan, not off an extra", () =>
  told()
    .offers("HALF", { percentPpm: 500_000, duration: "FOREVER" })
    .at("2025-06-01T00:00").buys("basic", { coupon: "HALF" }).adds("sports")
    .at("2025-07-01").runs()
    .expects({ paid: ["5.00", "3.00", "8.00"] }));

test("what is there is not added again, and another length is no part of a month", () =>
  told()
    .at("2025-06-01").buys("year").adds("sports").refused("add_on_other_length")
    .at("2025-06-02").buys("basic").adds("sports").adds("sports").refused("add_on_present")
    .removes("movies").refused("item_removed"));

test("an extra bought by itself has a term of its own", () =>
  told()
    .at("2025-06-01").buys("sports")
    .expects({ status: "ACTIVE", plan: "Sports", paid: ["3.00"], until: "2025-07-01" })
    .at("2025-07-01").runs()
    .expects({ paid: ["3.00", "3.00"] }));

test("a pass ends to the minute, does not renew, and may be bought again", () =>
  told("Europe/Berlin")
    .at("2025-06-06T18:00").buys("pass")
    .expects({ status: "ACTIVE", paid: ["5.00"], until: "2025-06-08" })
    .changesTo("basic").refused("pass_not_changed")
    .at("2025-06-08T18:00").runs()
    .expects({ status: "CANCELED" })
    .at("2025-06-13T18:00").buys("pass")
    .expects({ status: "ACTIVE", paid: ["5.00"] }));

test("chosen at the checkout, an extra is in the one order, its invoice and its payment, and in step from then on", () =>
  told()
    .at("2025-06-01T00:00").buys("basic", { together: ["sports", "movies"] }).shows("19.00, then 19.00")
    .expects({ plan: "Basic", paid: ["19.00"], billed: ["19.00 PAID"], until: "2025-07-01" })
    .at("2025-06-16T00:00").removes("sports", { time: "prorated", by: "OPERATOR" }).shows("14.50, then 16.00")
    .at("2025-07-01").runs()
    .expects({ paid: ["19.00", "14.50"] }));

test("a coupon takes its share off the plan alone, with an extra in the order too", () =>
  told()
    .offers("SHARE", { percentPpm: 500_000, duration: "ONCE" })
    .at("2025-06-01").buys("basic", { coupon: "SHARE", together: ["sports"] })
    .at("2025-07-01").runs()
    .expects({ paid: ["8.00", "13.00"] }));

test("a trial is one of the extras too, and a billing day cuts their first period short as well", () =>
  told()
    .at("2025-06-01").buys("trial", { together: ["sports"] }).shows("13.00, then 13.00")
    .expects({ status: "TRIALING", paid: [] })
    .at("2025-06-08").runs()
    .expects({ paid: ["13.00"] })
    .at("2025-06-21T00:00").buys("first", { together: ["sports"] })
    .expects({ paid: ["11.00"], until: "2025-07-01" })
    .at("2025-07-01").runs()
    .expects({ paid: ["11.00", "33.00"] }));

test("neither another length nor a plan that is none is bought as an extra", () =>
  told()
    .at("2025-06-01").buys("year", { together: ["sports"] }).refused("add_on_other_length")
    .buys("pass", { together: ["sports"] }).refused("plan_unknown")
    .buys("basic", { together: ["family"] }).refused("plan_unknown")
    .buys("basic", { together: ["sports"] })
    .expects({ paid: ["13.00"] }));
