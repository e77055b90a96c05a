// biome-ignore-all format: a line is a chapter
import { test } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const told = (zone?: string) => story(zone).set("changes", { upgrades: "prorated", downgrades: "renewal", proration: "day", credit: "next_invoice" });

test("what is billed on the first costs the days until then, and whole months from then on", () =>
  told("Europe/Berlin")
    .at("2025-06-21").buys("first").shows("30.00, then 30.00")
    .expects({ paid: ["10.00"], until: "2025-07-01" })
    .at("2025-07-01").runs()
    .expects({ paid: ["10.00", "30.00"], until: "2025-08-01" })
    .at("2025-08-01").runs()
    .expects({ paid: ["10.00", "30.00", "30.00"], until: "2025-09-01" }));

test("bought on the day itself it costs a whole period", () =>
  told().at("2025-06-01T09:00").buys("first").expects({ paid: ["30.00"], until: "2025-07-01" }));

test("the last day of the month stays the last day, through February and back", () =>
  told()
    .at("2025-01-16").buys("last")
    .expects({ paid: ["15.00"], until: "2025-01-31" })
    .at("2025-01-31").runs().expects({ until: "2025-02-28" })
    .at("2025-02-28").runs().expects({ until: "2025-03-31" })
    .at("2025-03-31").runs()
    .expects({ until: "2025-04-30", paid: ["15.00", "31.00", "31.00", "31.00"] }));

test("a coupon lowers the shortened period too", () =>
  told()
    .offers("HALF", { percentPpm: 500_000, duration: "ONCE" })
    .at("2025-06-21").buys("first", { coupon: "HALF" }).shows("30.00, then 30.00")
    .expects({ paid: ["5.00"] }));

test("who changes to it with a new period pays until the day, less what was not used", () =>
  told()
    .at("2025-06-11T00:00").buys("basic")
    .at("2025-06-21T00:00").changesTo("first", { time: "anew", by: "OPERATOR" })
    .expects({ paid: ["10.00", "3.33"], until: "2025-07-01" })
    .at("2025-07-01").runs()
    .expects({ paid: ["10.00", "3.33", "30.00"] }));

test("who changes to it with the renewal has a short period first", () =>
  told()
    .at("2025-06-11").buys("basic")
    .at("2025-06-20").changesTo("first", { time: "renewal", by: "OPERATOR" }).shows("20.32, then 30.00")
    .at("2025-07-11").runs()
    .expects({ paid: ["10.00", "20.32"], until: "2025-08-01" })
    .at("2025-08-01").runs()
    .expects({ paid: ["10.00", "20.32", "30.00"] }));

test("to another billing day at once a new period begins, and no day is billed twice", () =>
  told()
    .at("2025-06-11T00:00").buys("basic")
    .at("2025-06-21T00:00").changesTo("first").shows("30.00, then 30.00").expects({ paid: ["10.00", "3.33"], until: "2025-07-01" })
    .at("2025-07-01").runs().expects({ paid: ["10.00", "3.33", "30.00"], until: "2025-08-01" }));

test("from a billing day a new period begins too, and none is free", () =>
  told()
    .at("2025-06-16T00:00").buys("first").expects({ paid: ["15.00"] })
    .at("2025-06-21T00:00").changesTo("basic", { time: "prorated", by: "OPERATOR" }).expects({ until: "2025-07-21", billed: ["15.00 PAID", "0.00 PAID"] })
    .at("2025-07-21").runs().expects({ until: "2025-08-21", paid: ["15.00", "10.00"] }));

test("the rest of a shortened period costs no more than that of a whole one", () =>
  told()
    .at("2025-06-16T00:00").buys("first").expects({ paid: ["15.00"], until: "2025-07-01" })
    .at("2025-06-21T00:00").adds("sports").expects({ paid: ["15.00", "1.00"] })
    .changesTo("dear").expects({ paid: ["15.00", "1.00", "10.00"], until: "2025-07-01" })
    .at("2025-07-01").runs().expects({ paid: ["15.00", "1.00", "10.00", "63.00"] }));

test("nor does that of one that a pause has moved", () =>
  told()
    .at("2025-06-16T00:00").buys("first").pauses()
    .at("2025-07-01T00:00").resumes().expects({ until: "2025-07-16" })
    .at("2025-07-06T00:00").adds("sports").expects({ paid: ["15.00", "1.00"] }));

test("a trial that is changed to it has a short period after it, as is shown", () =>
  told()
    .at("2025-06-01T00:00").buys("trial").changesTo("first").shows("23.00, then 30.00")
    .at("2025-06-08").runs().expects({ paid: ["23.00"], until: "2025-07-01" }));

test("a pause that ends between billing days is followed by a short period, as is shown", () =>
  told()
    .at("2025-06-16T00:00").buys("first").pauses("period_end")
    .at("2025-07-01").runs()
    .at("2025-07-20T00:00").resumes().shows("11.61, then 30.00").runs()
    .expects({ paid: ["15.00", "11.61"], until: "2025-08-01" }));
