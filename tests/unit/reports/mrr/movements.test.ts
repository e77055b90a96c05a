import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minus, monthly, rounded, sumOf } from "#lib/reports/mrr/monthly.ts";
import { movementsOf, worth } from "#lib/reports/mrr/movements.ts";
import type { Part, Step } from "#lib/reports/mrr/recurring.ts";

const MONTH = { unit: "MONTH", count: 1 } as const;
const YEAR = { unit: "YEAR", count: 1 } as const;
const part = (planId: string, amount: bigint, every: Part["every"] = MONTH): Part => ({ planId, amount, every });
const step = (date: string, ...parts: Part[]): Step => ({ at: new Date(`${date}T00:00:00Z`), currency: "EUR", parts });

function told(...subscriptions: Step[][]): string[] {
  return movementsOf(subscriptions).map(
    ({ at, kind, planId, amount, entered, counts }) =>
      `${at.toISOString().slice(0, 10)} ${kind} ${planId} ${amount}${["-", "", "+"][entered + 1]}${counts ? "" : " (same)"}`,
  );
}

describe("movements of MRR", () => {
  it("tell a subscriber's life: a second plan expands, the end of one contracts, the end of all is churn, a return reactivation", () => {
    // The lifecycle of a customer, help.chartmogul.com/hc/en-us/articles/201244842: 4 Gold a year, 2 Silver a month beside, canceled, all gone, 3 Gold a month.
    const gold = [step("2026-01-01", part("gold", 200_000n, YEAR)), step("2027-01-01"), step("2027-02-01", part("gold", 15_000n))];
    const silver = [step("2026-01-04", part("silver", 6000n)), step("2026-01-18")];
    expect(told(gold, silver)).toEqual([
      "2026-01-01 NEW gold 200000+",
      "2026-01-04 EXPANSION silver 6000+",
      "2026-01-18 CONTRACTION silver -6000-",
      "2027-01-01 CHURN gold -200000-",
      "2027-02-01 REACTIVATION gold 15000+",
    ]);
    const [first] = movementsOf([gold, silver]);
    expect(rounded(monthly(first.amount, first.every))).toBe(16_667n);
  });

  it("are one where several subscriptions change at once", () => {
    expect(told([step("2026-01-01", part("a", 500n)), step("2026-02-01")], [step("2026-02-01", part("b", 700n))])).toEqual([
      "2026-01-01 NEW a 500+",
      "2026-02-01 EXPANSION a -500-",
      "2026-02-01 EXPANSION b 700+ (same)",
    ]);
  });

  it("compare a month with a year, and tell a switch that moves nothing", () => {
    const lengths = [
      step("2026-01-01", part("a", 100n)),
      step("2026-02-01", part("a", 1000n, YEAR)),
      step("2026-03-01", part("b", 1000n, YEAR)),
    ];
    expect(told(lengths)).toEqual([
      "2026-01-01 NEW a 100+",
      "2026-02-01 CONTRACTION a -100",
      "2026-02-01 CONTRACTION a 1000 (same)",
      "2026-03-01 SWITCH a -1000-",
      "2026-03-01 SWITCH b 1000+ (same)",
    ]);
  });

  it("are of each currency by itself", () => {
    const euro = [step("2026-01-01", part("a", 500n)), { ...step("2026-02-01", part("a", 600n)), currency: "USD" }];
    expect(movementsOf([euro]).map(({ currency, kind }) => `${currency} ${kind}`)).toEqual(["EUR NEW", "EUR CHURN", "USD NEW"]);
  });

  const every = fc.record({ unit: fc.constantFrom("DAY", "WEEK", "MONTH", "YEAR"), count: fc.integer({ min: 1, max: 13 }) });
  const anyPart = fc.record({ planId: fc.constantFrom("a", "b", "c"), every, amount: fc.bigInt({ min: 1n, max: 99_999n }) });
  const anyStep = fc.record({
    at: fc.integer({ min: 0, max: 40 }).map((days) => new Date(days * 86_400_000)),
    currency: fc.constantFrom("EUR", "USD"),
    parts: fc.array(anyPart, { maxLength: 3 }),
  });
  const timeline = fc
    .uniqueArray(anyStep, { selector: ({ at }) => at.getTime(), maxLength: 6 })
    .map((steps) => steps.sort((a, b) => a.at.getTime() - b.at.getTime()));

  it("add up: MRR at the end is MRR at the start and all movements between, by currency and by plan", () => {
    fc.assert(
      fc.property(fc.array(timeline, { maxLength: 4 }), fc.nat(40), fc.nat(40), (subscriptions, one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)].map((days) => days * 86_400_000);
        const movements = movementsOf(subscriptions).filter(({ at }) => at.getTime() > start && at.getTime() <= end);
        const partsAt = (at: number, currency: string, planId: string) =>
          subscriptions.flatMap((steps) => {
            const step = steps.filter((found) => found.at.getTime() <= at).at(-1);
            return step?.currency === currency ? step.parts.filter((found) => found.planId === planId) : [];
          });
        for (const currency of ["EUR", "USD"])
          for (const planId of ["a", "b", "c"]) {
            const moved = movements.filter((found) => found.currency === currency && found.planId === planId);
            const left = minus(worth(partsAt(end, currency, planId)), sumOf([worth(partsAt(start, currency, planId)), worth(moved)]));
            expect(left.top).toBe(0n);
            const here = (at: number) => Number(partsAt(at, currency, planId).length > 0);
            expect(moved.reduce((sum, { entered }) => sum + entered, 0)).toBe(here(end) - here(start));
          }
      }),
      { numRuns: 300, seed: 10 },
    );
  });

  it("alternate: nobody is new twice, leaves twice, or changes what they have not", () => {
    fc.assert(
      fc.property(fc.array(timeline, { maxLength: 4 }), (subscriptions) => {
        for (const currency of ["EUR", "USD"]) {
          const kinds = movementsOf(subscriptions)
            .filter((found) => found.counts && found.currency === currency)
            .map(({ kind }) => kind);
          expect(kinds.indexOf("NEW")).toBeLessThanOrEqual(0);
          expect(kinds.filter((kind) => kind === "NEW").length).toBe(Math.min(kinds.length, 1));
          for (const [index, kind] of kinds.entries()) if (index > 0) expect(kind === "REACTIVATION").toBe(kinds[index - 1] === "CHURN");
        }
      }),
      { numRuns: 300, seed: 10 },
    );
  });
});
