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
  /** Parts per million of the subscribers at the beginning who left. Null where there were none. */
  customerChurnPpm: bigint | null;
  /** Of the MRR at the beginning, what churn and contraction took (gross), and what is left of that after expansion and reactivation (net; below zero where there was more of these). */
  grossChurnPpm: bigint | null;
  netChurnPpm: bigint | null;
  /** What a subscriber brings until they leave, if as many go on leaving. Null where none left. */
  lifetimeValue: bigint | null;
  /** Of the trials that ended, those that were paid then. */
  trialConversionPpm: bigint | null;
};

/**
 * The figures of a period. Churn rates by ChartMogul's standard formulas (help.chartmogul.com/hc/en-us/articles/207340419): customers who churned by those at the start, and (churn + contraction)
 * by MRR at the start, for net less expansion and reactivation. Lifetime value is ARPU by the rate of customer churn of a month; of a longer period that rate is its part of a month.
 * Rounded where a figure is shown, never before: of the movements what they bring the total to, so that they add up.
 * @param days how long the period is, as far as it has passed; a month is a twelfth of 365 of them
 */
export function figuresOf({ opening, movements, trials }: Happened, days: number): MrrFigures {
  const { NEW, REACTIVATION, EXPANSION, CONTRACTION, CHURN } = movements;
  const subscribers = opening.subscribers + NEW.count + REACTIVATION.count - CHURN.count;
  const mrr = sumOf([opening.mrr, ...MRR_KINDS.map((kind) => movements[kind].mrr)]);
  const lost = negative(plus(CHURN.mrr, CONTRACTION.mrr));
  const regained = plus(EXPANSION.mrr, REACTIVATION.mrr);
  return {
    opening: { mrr: rounded(opening.mrr), subscribers: opening.subscribers },
    movements: roundedToAddUp(opening.mrr, movements),
    closing: { mrr: rounded(mrr), subscribers },
    arpu: subscribers > 0 ? rounded({ top: mrr.top, bottom: mrr.bottom * BigInt(subscribers) }) : null,
    customerChurnPpm: ratio(whole(CHURN.count), whole(opening.subscribers)),
    grossChurnPpm: ratio(lost, opening.mrr),
    netChurnPpm: ratio(minus(lost, regained), opening.mrr),
    lifetimeValue: lifetimeValue(mrr, subscribers, CHURN.count, opening.subscribers, days),
    trialConversionPpm: ratio(whole(trials.converted), whole(trials.converted + trials.lost)),
  };
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

/** ARPU × months of the period × subscribers at its start ÷ those who left. */
function lifetimeValue(mrr: Exact, subscribers: number, churned: number, atStart: number, days: number): bigint | null {
  if (subscribers === 0 || churned === 0 || atStart === 0) return null;
  const top = mrr.top * BigInt(days) * 12n * BigInt(atStart);
  return rounded({ top, bottom: mrr.bottom * BigInt(subscribers) * 365n * BigInt(churned) });
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
