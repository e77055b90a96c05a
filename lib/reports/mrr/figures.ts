import { multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";
import { type Exact, minus, plus, rounded, sumOf } from "./monthly.ts";

/** In the order in which a period is told: what it began with, and what came and went. */
export const MRR_KINDS = ["NEW", "REACTIVATION", "EXPANSION", "CONTRACTION", "CHURN"] as const;
export type MrrKind = (typeof MRR_KINDS)[number];

/** What happened in a period of one currency, not rounded: subscribers, and what they are worth a month. */
export type Happened = {
  opening: { mrr: Exact; subscribers: number };
  movements: Record<MrrKind, { mrr: Exact; count: number }>;
  trials: { converted: number; lost: number };
};

export type MrrFigures = {
  opening: { mrr: bigint; subscribers: number };
  /** Signed: what went is below zero. `opening.mrr` and these are `closing.mrr`, to the minor unit. */
  movements: Record<MrrKind, { mrr: bigint; count: number }>;
  closing: { mrr: bigint; subscribers: number };
  /** Average revenue per user a month: MRR by subscriber, when the period ends. Null without any. */
  arpu: bigint | null;
  /** Parts per million of the subscribers at the beginning who left; of a period longer than a month, of those there were on average, a month. Null where there were none. */
  customerChurnPpm: bigint | null;
  /** The same of MRR: what churn and contraction took, less what expansion and reactivation brought; below zero where there was more of these. */
  netChurnPpm: bigint | null;
  /** What a subscriber brings until they leave, if as many go on leaving. Null where none left. */
  lifetimeValue: bigint | null;
  /** Of the trials that ended, those that were paid then. */
  trialConversionPpm: bigint | null;
};

/** Longer than a month: rates are a month's. */
const LONG_DAYS = 31;

/**
 * The figures of a period. Churn rates by ChartMogul's standard formulas (help.chartmogul.com/hc/en-us/articles/207340419): customers who churned by those at the start, and (churn + contraction)
 * by MRR at the start, for net less expansion and reactivation. Of a long period, in which more may leave than there were when it began, it is what a month takes of the average of start and end. Lifetime value is ARPU by
 * the rate of customer churn of a month; of a short period that rate is made a month's.
 * Rounded where a figure is shown, never before: of the movements what they bring the total to, so that they add up.
 * @param days how long the period is, as far as it has passed; a month is a twelfth of 365 of them
 */
export function figuresOf({ opening, movements, trials }: Happened, days: number): MrrFigures {
  const { NEW, REACTIVATION, EXPANSION, CONTRACTION, CHURN } = movements;
  const subscribers = opening.subscribers + NEW.count + REACTIVATION.count - CHURN.count;
  const mrr = sumOf([opening.mrr, ...MRR_KINDS.map((kind) => movements[kind].mrr)]);
  const lost = negative(plus(CHURN.mrr, CONTRACTION.mrr));
  const regained = plus(EXPANSION.mrr, REACTIVATION.mrr);
  const atRisk = days > LONG_DAYS ? average(opening, { mrr, subscribers }) : { mrr: opening.mrr, subscribers: whole(opening.subscribers) };
  const ofMonth = (part: Exact) => (days > LONG_DAYS ? inMonth(part, days) : part);
  return {
    opening: { mrr: rounded(opening.mrr), subscribers: opening.subscribers },
    movements: roundedToAddUp(opening.mrr, movements),
    closing: { mrr: rounded(mrr), subscribers },
    arpu: subscribers > 0 ? rounded({ top: mrr.top, bottom: mrr.bottom * BigInt(subscribers) }) : null,
    customerChurnPpm: ratio(ofMonth(whole(CHURN.count)), atRisk.subscribers),
    netChurnPpm: ratio(ofMonth(minus(lost, regained)), atRisk.mrr),
    lifetimeValue: lifetimeValue({ mrr, subscribers }, inMonth(whole(CHURN.count), days), atRisk.subscribers),
    trialConversionPpm: ratio(whole(trials.converted), whole(trials.converted + trials.lost)),
  };
}

function average(a: Happened["opening"], b: Happened["opening"]): { mrr: Exact; subscribers: Exact } {
  const sum = plus(a.mrr, b.mrr);
  return {
    mrr: { top: sum.top, bottom: sum.bottom * 2n },
    subscribers: { top: BigInt(a.subscribers + b.subscribers), bottom: 2n },
  };
}

/** Of what happened in so many days, what falls on a month. */
function inMonth({ top, bottom }: Exact, days: number): Exact {
  return { top: top * 365n, bottom: bottom * 12n * BigInt(days) };
}

function roundedToAddUp(opening: Exact, movements: Happened["movements"]): MrrFigures["movements"] {
  let before = opening;
  const entries = MRR_KINDS.map((kind) => {
    const after = plus(before, movements[kind].mrr);
    const shown = rounded(after) - rounded(before);
    before = after;
    return [kind, { mrr: shown, count: movements[kind].count }] as const;
  });
  return Object.fromEntries(entries) as MrrFigures["movements"];
}

/** ARPU × those who may leave ÷ those who leave in a month. */
function lifetimeValue({ mrr, subscribers }: Happened["opening"], churned: Exact, atRisk: Exact): bigint | null {
  if (subscribers === 0 || churned.top === 0n || atRisk.top === 0n) return null;
  return rounded({
    top: mrr.top * atRisk.top * churned.bottom,
    bottom: mrr.bottom * BigInt(subscribers) * atRisk.bottom * churned.top,
  });
}

function ratio(part: Exact, of: Exact): bigint | null {
  return of.top > 0n ? multiplyHalfAwayFromZero(PPM, part.top * of.bottom, part.bottom * of.top) : null;
}

function whole(count: number): Exact {
  return { top: BigInt(count), bottom: 1n };
}

function negative({ top, bottom }: Exact): Exact {
  return { top: -top, bottom };
}
