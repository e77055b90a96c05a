import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figuresOf, type Happened, MRR_KINDS } from "#lib/reports/mrr/figures.ts";
import type { EventRow } from "#lib/reports/mrr/recurring.ts";
import { trialEnd } from "#lib/reports/mrr/trials.ts";

const exact = (top: bigint, bottom = 1n) => ({ top, bottom });
const moved = (top: bigint, count: number) => ({ mrr: exact(top), count });
const nothing = moved(0n, 0);
const quiet = { NEW: nothing, REACTIVATION: nothing, EXPANSION: nothing, CONTRACTION: nothing, CHURN: nothing };
const none = { converted: 0, lost: 0 };

describe("the figures of a period", () => {
  const month: Happened = {
    opening: { mrr: exact(100_000n), subscribers: 100 },
    movements: {
      NEW: moved(10_000n, 10),
      REACTIVATION: moved(2000n, 2),
      EXPANSION: moved(3000n, 4),
      CONTRACTION: moved(-1000n, 3),
      CHURN: moved(-4000n, 5),
    },
    trials: { converted: 30, lost: 10 },
  };

  it("are those of the textbook", () => {
    expect(figuresOf(month, 30)).toEqual({
      opening: { mrr: 100_000n, subscribers: 100 },
      movements: Object.fromEntries(
        MRR_KINDS.map((kind) => [kind, { mrr: month.movements[kind].mrr.top, count: month.movements[kind].count }]),
      ),
      closing: { mrr: 110_000n, subscribers: 107 },
      arpu: 1028n, // 110,000 ÷ 107
      customerChurnPpm: 50_000n,
      netChurnPpm: 0n, // 4,000 + 1,000, less 3,000 + 2,000
      lifetimeValue: 20_279n, // 110,000 ÷ 107, for 30 ÷ (365 ÷ 12) months ÷ 5%
      trialConversionPpm: 750_000n,
    });
  });

  it("are a month's, of the average, where the period is longer than one", () => {
    const year = { ...month, movements: { ...month.movements, NEW: moved(110_000n, 110), CHURN: moved(-24_000n, 60) } };
    // From 100 to 152 subscribers, of whom 5 leave in each of 12 months; from 100,000 to 190,000 a month.
    expect(figuresOf(year, 365)).toMatchObject({
      closing: { mrr: 190_000n, subscribers: 152 },
      customerChurnPpm: 39_683n, // 5 ÷ 126
      netChurnPpm: 11_494n, // 20,000 ÷ 12 ÷ 145,000
      lifetimeValue: 31_500n, // 1,250 ÷ 5 × 126
    });
  });

  it("have no rate of nothing, and one below zero where more came than went", () => {
    const first = figuresOf(
      { opening: { mrr: exact(0n), subscribers: 0 }, movements: { ...quiet, NEW: moved(500n, 1) }, trials: none },
      30,
    );
    expect(first).toMatchObject({
      customerChurnPpm: null,
      netChurnPpm: null,
      lifetimeValue: null,
      trialConversionPpm: null,
      arpu: 500n,
    });
    expect(figuresOf({ ...month, movements: { ...quiet, EXPANSION: moved(9000n, 2) } }, 30)).toMatchObject({
      netChurnPpm: -90_000n,
      lifetimeValue: null,
    });
    expect(figuresOf({ ...month, opening: { mrr: exact(0n), subscribers: 0 }, movements: quiet }, 30).arpu).toBeNull();
  });

  it("say the same lifetime value of a year in which as many leave each month", () => {
    const churned = (count: number) => ({ ...month, movements: { ...quiet, CHURN: moved(0n, count), NEW: moved(0n, count) } });
    expect(figuresOf(churned(60), 360).lifetimeValue).toBe(figuresOf(churned(5), 30).lifetimeValue);
  });

  it("add up to the minor unit, whatever was rounded", () => {
    const any = fc.record({ top: fc.bigInt({ min: -99_999n, max: 99_999n }), bottom: fc.constantFrom(1n, 3n, 12n, 84n, 365n) });
    fc.assert(
      fc.property(any, fc.array(any, { minLength: 5, maxLength: 5 }), (opening, sums) => {
        const movements = Object.fromEntries(
          MRR_KINDS.map((kind, index) => [kind, { mrr: sums[index], count: 0 }]),
        ) as Happened["movements"];
        const shown = figuresOf({ opening: { mrr: opening, subscribers: 1 }, movements, trials: none }, 30);
        expect(MRR_KINDS.reduce((sum, kind) => sum + shown.movements[kind].mrr, shown.opening.mrr)).toBe(shown.closing.mrr);
      }),
      { seed: 10 },
    );
  });
});

describe("the end of a trial", () => {
  const ends = (...types: string[]) => trialEnd(types.map((type, index): EventRow => ({ type, at: new Date(index), was: null })));

  it.each<[string, string[], { at: Date; converted: boolean } | null]>([
    ["runs", ["trial_started", "granted"], null],
    ["was none", ["activated", "granted", "renewed", "ended"], null],
    [
      "is converted when it is billed and paid",
      ["trial_started", "granted", "renewed", "renewed", "past_due", "ended"],
      { at: new Date(2), converted: true },
    ],
    ["was canceled", ["trial_started", "granted", "ended"], { at: new Date(2), converted: false }],
    ["waits to be paid", ["trial_started", "granted", "renewed", "past_due"], null],
    [
      "is converted when it is paid late",
      ["trial_started", "granted", "renewed", "past_due", "recovered"],
      { at: new Date(4), converted: true },
    ],
    ["was never paid", ["trial_started", "granted", "renewed", "past_due", "ended"], { at: new Date(4), converted: false }],
    ["is converted for good", ["trial_started", "granted", "renewed", "ended"], { at: new Date(2), converted: true }],
  ])("%s", (_, types, expected) => expect(ends(...types)).toEqual(expected));
});
