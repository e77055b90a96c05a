// biome-ignore-all format: a line is a chapter
import { expect, test } from "vitest";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const DEFAULT = { upgrades: "prorated", downgrades: "renewal", proration: "second", credit: "next_invoice" } as const;
const told = (zone?: string) => story(zone).set("changes", DEFAULT);

test("an upgrade in the middle costs the difference for the rest of the period, and the full price from then on", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").changesTo("family")
    .expects({ status: "ACTIVE", plan: "Family", billed: ["10.00 PAID", "5.00 PAID"], paid: ["10.00", "5.00"], until: "2025-07-01" })
    .at("2025-07-01").runs()
    .expects({ billed: ["10.00 PAID", "5.00 PAID", "20.00 PAID"], until: "2025-08-01" }));

test("a downgrade waits for the renewal, and nothing is given back", () =>
  told()
    .at("2025-06-01").buys("family")
    .at("2025-06-16").changesTo("basic").shows("10.00, then 10.00")
    .expects({ plan: "Family", paid: ["20.00"], letters: ["welcome", "receipt", "subscription_changed"] })
    .at("2025-07-01").runs()
    .expects({ plan: "Basic", billed: ["20.00 PAID", "10.00 PAID"], paid: ["20.00", "10.00"] }));

test("a downgrade at once lowers the next invoice", () =>
  told()
    .set("changes", { downgrades: "prorated" })
    .at("2025-04-01T00:00").buys("family")
    .at("2025-04-21T00:00").changesTo("basic").shows("6.66, then 10.00")
    .expects({ plan: "Basic", billed: ["20.00 PAID", "0.00 PAID"], paid: ["20.00"], balance: "0.00", until: "2025-05-01" })
    .at("2025-05-01").runs()
    .expects({ billed: ["20.00 PAID", "0.00 PAID", "6.66 PAID"], paid: ["20.00", "6.66"] })
    .at("2025-06-01").runs()
    .expects({ paid: ["20.00", "6.66", "10.00"] }));

test("or becomes balance, which pays first", () =>
  told()
    .set("changes", { downgrades: "prorated", credit: "balance" })
    .at("2025-04-01T00:00").buys("family")
    .at("2025-04-21T00:00").changesTo("basic")
    .expects({ billed: ["20.00 PAID", "0.00 PAID"], balance: "3.34" })
    .at("2025-05-01").runs()
    .expects({ paid: ["20.00", "3.34 balance", "6.66"], balance: "0.00" }));

test("or is refunded, with its credit note", () =>
  told()
    .set("changes", { downgrades: "prorated", credit: "refund" })
    .at("2025-04-01T00:00").buys("family")
    .at("2025-04-21T00:00").changesTo("basic")
    .at("2025-04-21T00:05").runs()
    .expects({ billed: ["20.00 PAID", "0.00 PAID", "-3.34"], paid: ["20.00", "-3.34"], balance: "0.00" })
    .at("2025-05-01").runs()
    .expects({ paid: ["20.00", "-3.34", "10.00"] }));

test("a refund beside a credit that waits is of the other lines: no line is given back twice", () =>
  told()
    .at("2025-06-01T00:00").buys("basic", { together: ["movies"] })
    .removes("movies", { time: "prorated", by: "OPERATOR" })
    .isRefunded("5.00").runs()
    .expects({ billed: ["16.00 PAID", "-5.00"], paid: ["16.00", "-5.00"] })
    .does(async (subscriptionId) => {
      const lines = await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, kind: "CREDIT_NOTE" } } });
      expect(lines.map(({ description, total }) => [description, total])).toEqual([["Basic", 500n]]);
    }));

test("back and forth between lengths gives back what the card paid, though credits had paid a part", () =>
  told()
    .set("changes", { downgrades: "prorated", credit: "refund" })
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-01T00:30").changesTo("quarter")
    .expects({ paid: ["10.00", "17.01"] })
    .at("2025-06-01T01:00").changesTo("basic")
    .at("2025-06-01T01:05").runs()
    .expects({ plan: "Basic", billed: ["10.00 PAID", "17.01 PAID", "0.00 PAID", "-16.99"], paid: ["10.00", "17.01", "-16.99"], balance: "0.00" }));

test("a year begins anew, and what is left of the month is taken off it", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").changesTo("year")
    .expects({ plan: "Year", billed: ["10.00 PAID", "95.00 PAID"], until: "2026-06-16" })
    .at("2026-06-16").runs()
    .expects({ paid: ["10.00", "95.00", "100.00"], until: "2027-06-16" }));

test("a year gives a month its price many times over, one after the other", () =>
  told()
    .set("changes", { downgrades: "anew" })
    .at("2025-06-01T00:00").buys("year")
    .at("2025-08-13T00:00").changesTo("family")
    .expects({ billed: ["100.00 PAID", "0.00 PAID"], paid: ["100.00"], until: "2025-09-13" })
    .shows("0.00, then 20.00")
    .at("2025-09-13").runs()
    .expects({ billed: ["100.00 PAID", "0.00 PAID", "0.00 PAID"], balance: "40.00" })
    .at("2025-10-13").runs()
    .at("2025-11-13").runs()
    .at("2025-12-13").runs()
    .expects({ paid: ["100.00", "20.00 balance", "20.00 balance", "20.00"], balance: "0.00" }));

test("up, down and up again within a month: each credits what was really paid, and no day is paid twice", () =>
  told()
    .set("changes", { downgrades: "prorated", proration: "day" })
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-11").changesTo("family")
    .expects({ paid: ["10.00", "6.66"] })
    .at("2025-06-21").changesTo("basic")
    .at("2025-06-26").changesTo("family")
    .expects({ paid: ["10.00", "6.66", "1.66"] })
    .at("2025-07-01").runs()
    .expects({ paid: ["10.00", "6.66", "1.66", "16.66"] }));

test("what a coupon took off is not credited, and the coupon goes on", () =>
  told()
    .offers("QUARTER", { percentPpm: 250_000, duration: "FOREVER" })
    .at("2025-06-01T00:00").buys("basic", { coupon: "QUARTER" })
    .at("2025-06-16T00:00").changesTo("family")
    .expects({ paid: ["7.50", "3.75"] })
    .at("2025-07-01").runs()
    .expects({ paid: ["7.50", "3.75", "15.00"] }));

test("a coupon for one time holds for the rest of the period that it was for, and no longer", () =>
  told()
    .offers("ONCE", { percentPpm: 500_000, duration: "ONCE" })
    .at("2025-06-01T00:00").buys("basic", { coupon: "ONCE" })
    .at("2025-06-16T00:00").changesTo("family")
    .expects({ paid: ["5.00", "2.50"] })
    .at("2025-07-01").runs()
    .expects({ paid: ["5.00", "2.50", "20.00"] }));

test("what was refunded is not credited again", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-02").isRefunded("4.00").runs()
    .at("2025-06-16T00:00").changesTo("family")
    .expects({ billed: ["10.00 PAID", "-4.00", "7.00 PAID"], paid: ["10.00", "-4.00", "7.00"] }));

test("in a trial nothing is charged: the other plan is tried to the same end", () =>
  told()
    .at("2025-06-01").buys("trial")
    .at("2025-06-04").changesTo("family")
    .expects({ status: "TRIALING", plan: "Family", paid: [], until: "2025-06-08" })
    .at("2025-06-08").runs()
    .expects({ status: "ACTIVE", paid: ["20.00"] }));

test("a change for the next period waits, is taken back by another, and keeps the last day of the month", () =>
  told("Europe/Berlin")
    .at("2025-01-31").buys("basic")
    .at("2025-02-10").changesTo("family", { time: "renewal", by: "OPERATOR" })
    .at("2025-02-12").changesTo("year", { time: "renewal", by: "OPERATOR" })
    .at("2025-02-13").changesTo("family", { time: "renewal", by: "OPERATOR" })
    .at("2025-02-28").runs()
    .expects({ plan: "Family", paid: ["10.00", "20.00"], until: "2025-03-31" }));

test("who cancels gives up the change that was to come", () =>
  told()
    .at("2025-06-01").buys("family")
    .at("2025-06-10").changesTo("basic")
    .at("2025-06-12").cancels().keeps()
    .at("2025-07-01").runs()
    .expects({ plan: "Family", paid: ["20.00", "20.00"] }));

test("a credit that no invoice takes any more becomes balance when the plan ends", () =>
  told()
    .set("changes", { downgrades: "prorated" })
    .at("2025-04-01T00:00").buys("family")
    .at("2025-04-21T00:00").changesTo("basic").cancels()
    .at("2025-05-01").runs()
    .expects({ status: "CANCELED", balance: "3.34" }));

test("another currency begins anew, and what is left of the old one becomes balance in it", () =>
  told()
    .set("changes", { credit: "balance" })
    .at("2025-06-01T00:00").buys("family")
    .at("2025-06-16T00:00").changesTo("dollars", { time: "anew", by: "OPERATOR" }).runs()
    .expects({ plan: "Dollars", paid: ["20.00", "15.00"], balance: "10.00", until: "2025-07-16" })
    .at("2025-07-16").runs()
    .expects({ paid: ["20.00", "15.00", "15.00"], balance: "10.00" }));

test("a card that declines leaves the plan as it is, and the viewer may pay in another way", () =>
  told()
    .at("2025-06-01T00:00").buys("basic", { card: "laterDeclines" })
    .at("2025-06-16T00:00").changesTo("family")
    .expects({ status: "ACTIVE", plan: "Basic", billed: ["10.00 PAID"], paid: ["10.00"] })
    .changesTo("family", { by: "OPERATOR" })
    .refused("change_declined")
    .does(async (subscriptionId) => {
      expect(await db.order.count({ where: { subscriptionId, status: "OPEN" } })).toBe(0);
    }));

test("while something is owed, canceled or over nothing is changed", () =>
  told()
    .at("2025-06-01").buys("basic", { card: "laterDeclines" })
    .at("2025-06-02").cancels().changesTo("family").refused("cancel_scheduled").keeps().changesTo("basic").refused("same_plan")
    .at("2025-07-01").runs().changesTo("family").refused("pay_first")
    .at("2025-08-01").runs().changesTo("family").refused("subscription_ended"));

test("the operator decides whether viewers change by themselves", () =>
  told()
    .set("changes", { byViewers: false })
    .at("2025-06-01").buys("basic").changesTo("family").refused("not_changed_by_viewers")
    .set("changes", { byViewers: true }));

test("what is on the balance pays first: a part of it with the card for the rest, or all of it", () =>
  told()
    .set("changes", { downgrades: "prorated", credit: "balance" })
    .at("2025-04-01T00:00").buys("family")
    .at("2025-04-21T00:00").changesTo("basic")
    .expects({ balance: "3.34" })
    .at("2025-04-21T12:00").changesTo("family")
    .expects({ plan: "Family", paid: ["20.00", "3.17 balance"], balance: "0.17" })
    .at("2025-05-01").runs()
    .expects({ paid: ["20.00", "3.17 balance", "0.17 balance", "19.83"], balance: "0.00" }));

test("with the card for the rest, both are one order", () =>
  told()
    .set("changes", { downgrades: "prorated", credit: "balance" })
    .at("2025-04-01T00:00").buys("family")
    .at("2025-04-21T00:00").changesTo("basic").changesTo("year")
    .expects({ plan: "Year", billed: ["20.00 PAID", "0.00 PAID", "96.67 PAID"], paid: ["20.00", "93.33", "3.34 balance"], balance: "0.00" }));

test("what a later invoice took off is not refunded as well", () =>
  told()
    .at("2025-06-01T00:00").buys("basic")
    .at("2025-06-16T00:00").changesTo("family")
    .does(async (subscriptionId) => {
      const first = await db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "asc" } });
      const refund = (amount: bigint) => refundPayment({ transactionId: first.id, amount, reason: "goodwill" }, { kind: "OPERATOR", name: "Finance" });
      await expect(refund(501n)).rejects.toMatchObject({ code: "refund_too_large" });
      await refund(500n);
    })
    .at("2025-06-17").runs()
    .expects({ paid: ["10.00", "5.00", "-5.00"] }));
