import { now } from "#lib/kernel/clock.ts";
import { bucketStarts, bucketsOf, inMonths, type Period, type Span } from "../period.ts";
import { ALL_TIME, type Pieces, piecesOf, withinDays } from "../rollups/pieces.ts";
import { figuresOf, type Happened, MRR_KINDS, type MrrFigures, type MrrKind } from "./figures.ts";
import { type Exact, monthly, plus, rounded, sumOf } from "./monthly.ts";
import { isBeingMade, type MrrSum, sumsOfMrr } from "./read.ts";

const DAY_MS = 86_400_000;

/** `bucket` is its key, as `bucketsOf` has it; what is still to come has none of the figures. */
export type MrrPoint = { bucket: string; figures: Pick<MrrFigures, "opening" | "movements" | "closing"> | null };

/** Of a plan, or an add-on: what it brings a month, and who has it. `moved` is what came to it less what went. */
export type PlanMrr = { planId: string; opening: bigint; moved: bigint; closing: bigint; subscribers: number; subscribersBefore: number };

export type MrrReport = {
  now: MrrFigures;
  before: MrrFigures;
  /** Each bucket of the period, empty ones included. */
  points: MrrPoint[];
  /** The largest first. Rounded one by one, so they may be some minor units off the total. */
  byPlan: PlanMrr[];
};

/**
 * Monthly recurring revenue of a currency in a period and in the one before, each as of that period: whatever became of its subscriptions later. While it runs, until now. Null while the movements of
 * very many customers are made for the first time.
 */
export async function mrrReport(period: Period, currency: string, at = now()): Promise<MrrReport | null> {
  const { timeZone, unit, before } = period;
  if (await isBeingMade(timeZone)) return null;
  const buckets = bucketsOf(period);
  const starts = bucketStarts(buckets, period);
  const places = { days: buckets.map((bucket) => new Date(bucket.slice(0, 10))), starts };
  const passed = { start: period.start, end: later(period.start, earlier(period.end, at)) };
  const opening = (start: Date) => piecesOf({ start: ALL_TIME.start, end: start }, timeZone, { months: true });
  const spans: Pieces[] = [
    opening(passed.start),
    unit === "hour" ? withinDays(passed) : piecesOf(passed, timeZone, { months: inMonths(unit) }),
    opening(before.start),
    piecesOf(before, timeZone, { months: true }),
  ];
  const sums = await sumsOfMrr({ spans, timeZone, currency, places });
  const of = (span: number) => sums.filter((found) => found.span === span);
  const [atStart, moved] = [of(1), of(2)];
  return {
    now: figuresOf(happened(atStart, moved), daysOf(passed)),
    before: figuresOf(happened(of(3), of(4)), daysOf(before)),
    points: buckets.map((bucket, index) => {
      if (starts[index] >= passed.end) return { bucket, figures: null };
      const until = moved.filter(({ place }) => place <= index);
      const { opening, movements, closing } = figuresOf(
        happened(
          [...atStart, ...until],
          moved.filter(({ place }) => place === index + 1),
        ),
        1,
      );
      return { bucket, figures: { opening, movements, closing } };
    }),
    byPlan: byPlan(atStart, moved),
  };
}

function happened(before: MrrSum[], moved: MrrSum[]): Happened {
  const of = (kind: MrrSum["kind"]) => moved.filter((found) => found.kind === kind);
  const counted = (sums: MrrSum[]) => sums.reduce((all, { movements }) => all + movements, 0);
  const movements = MRR_KINDS.map((kind) => [kind, { mrr: worthOf(of(kind)), count: counted(of(kind)) }] as const);
  return {
    opening: { mrr: worthOf(before), subscribers: before.reduce((all, { kind, movements: count }) => all + count * COMES[kind], 0) },
    movements: Object.fromEntries(movements) as Record<MrrKind, { mrr: Exact; count: number }>,
    trials: { converted: counted(of("TRIAL_CONVERTED")), lost: counted(of("TRIAL_LOST")) },
  };
}

/** How many subscribers more there are after such a movement. */
const COMES: Record<MrrSum["kind"], number> = {
  NEW: 1,
  REACTIVATION: 1,
  CHURN: -1,
  EXPANSION: 0,
  CONTRACTION: 0,
  SWITCH: 0,
  TRIAL_CONVERTED: 0,
  TRIAL_LOST: 0,
};

/** Amounts of one length of period are added up before they become a month's. */
export function worthOf(sums: MrrSum[]): Exact {
  const lengths = Map.groupBy(sums, ({ interval, intervalCount }) => `${interval} ${intervalCount}`);
  return sumOf(
    [...lengths.values()].map((of) => {
      const [{ interval: unit, intervalCount: count }] = of;
      return monthly(
        of.reduce((all, { amount }) => all + amount, 0n),
        { unit, count },
      );
    }),
  );
}

function byPlan(before: MrrSum[], moved: MrrSum[]): PlanMrr[] {
  const plans = [...new Set([...before, ...moved].map(({ planId }) => planId))].sort();
  const subscribersOf = (sums: MrrSum[]) => sums.reduce((all, { entered, parts }) => all + entered * parts, 0);
  const rows = plans.map((planId) => {
    const [old, young] = [before, moved].map((sums) => sums.filter((found) => found.planId === planId));
    const opening = worthOf(old);
    const closing = plus(opening, worthOf(young));
    const subscribersBefore = subscribersOf(old);
    return {
      planId,
      opening: rounded(opening),
      moved: rounded(closing) - rounded(opening),
      closing: rounded(closing),
      subscribers: subscribersBefore + subscribersOf(young),
      subscribersBefore,
    };
  });
  const isThere = ({ opening, closing, subscribers, subscribersBefore }: PlanMrr) =>
    opening !== 0n || closing !== 0n || subscribers > 0 || subscribersBefore > 0;
  return rows.filter(isThere).sort((a, b) => Number(b.closing - a.closing) || (a.planId < b.planId ? -1 : 1));
}

function daysOf({ start, end }: Span): number {
  return Math.max(Math.round((end.getTime() - start.getTime()) / DAY_MS), 1);
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
