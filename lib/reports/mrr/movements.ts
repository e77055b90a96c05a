import type { MrrMovementKind } from "#lib/db/generated/client.ts";
import { type Exact, minus, monthly, plus, ZERO } from "./monthly.ts";
import type { Part, Step } from "./recurring.ts";

/** One part of a movement: what came to, or went from, what a subscriber is worth with a plan and a length of period. */
export type MovementPart = Part & {
  at: Date;
  currency: string;
  kind: MrrMovementKind;
  /** 1 where the subscriber came to the plan with it, -1 where they left it, 0 where they stayed, or another part says so. */
  entered: number;
  /** On one part of each movement, so that those who moved can be counted. */
  counts: boolean;
};

/**
 * A subscriber's movements of MRR, in order: for each instant at which what all their subscriptions of one currency are worth became another. As ChartMogul classifies them
 * (help.chartmogul.com, "Understanding MRR movements"; others have the same five, docs/decisions/0052): `NEW` from nothing for the first time, `REACTIVATION` from nothing later,
 * `CHURN` to nothing, `EXPANSION` and `CONTRACTION` between; a second subscription expands, and ending one of two contracts. Their sum is what the subscriber is worth.
 * Who changes to what is worth as much moves nothing; `SWITCH` keeps that for the plans.
 * @param subscriptions the steps of each subscription that the subscriber pays for
 */
export function movementsOf(subscriptions: Step[][]): MovementPart[] {
  const instants = [...new Set(subscriptions.flat().map(({ at }) => at.getTime()))].sort((a, b) => a - b);
  const currencies = [...new Set(subscriptions.flat().map(({ currency }) => currency))].sort();
  return currencies.flatMap((currency) => {
    const found: MovementPart[] = [];
    let before: Part[] = [];
    for (const instant of instants) {
      const after = partsAt(subscriptions, currency, instant);
      const parts = difference(before, after);
      if (parts.length > 0) {
        const kind = kindOf(worth(before), worth(after), found.length > 0);
        found.push(
          ...withPlans(parts, before, after).map((part, index) => ({
            ...part,
            at: new Date(instant),
            currency,
            kind,
            counts: index === 0,
          })),
        );
      }
      before = after;
    }
    return found;
  });
}

/** What a subscriber is worth a month. */
export function worth(parts: Part[]): Exact {
  return parts.map(({ amount, every }) => monthly(amount, every)).reduce(plus, ZERO);
}

function partsAt(subscriptions: Step[][], currency: string, instant: number): Part[] {
  const steps = subscriptions.map((steps) => steps.findLast(({ at }) => at.getTime() <= instant));
  return addUp(steps.flatMap((step) => (step?.currency === currency ? step.parts : [])));
}

function difference(before: Part[], after: Part[]): Part[] {
  return addUp([...after, ...before.map((part) => ({ ...part, amount: -part.amount }))]);
}

/** One part for each plan and length, none that is nothing, in an order of their own. */
function addUp(parts: Part[]): Part[] {
  const keyOf = ({ planId, every }: Part) => `${planId} ${every.unit} ${every.count}`;
  const groups = Map.groupBy(parts, keyOf);
  const sums = [...groups].map(([key, of]) => ({ key, part: { ...of[0], amount: of.reduce((sum, { amount }) => sum + amount, 0n) } }));
  return sums
    .filter(({ part }) => part.amount !== 0n)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ part }) => part);
}

function kindOf(before: Exact, after: Exact, known: boolean): MrrMovementKind {
  if (before.top === 0n) return known ? "REACTIVATION" : "NEW";
  if (after.top === 0n) return "CHURN";
  const { top } = minus(after, before);
  return top > 0n ? "EXPANSION" : top < 0n ? "CONTRACTION" : "SWITCH";
}

function withPlans(parts: Part[], before: Part[], after: Part[]): (Part & { entered: number })[] {
  const has = (of: Part[], planId: string) => Number(of.some((part) => part.planId === planId));
  return parts.map((part, index) => {
    const { planId } = part;
    const first = parts.findIndex((other) => other.planId === planId) === index;
    return { ...part, entered: first ? has(after, planId) - has(before, planId) : 0 };
  });
}
