import type { Subscription } from "#lib/db/generated/client.ts";
import { type Access, hasEnded, LIVE, type Patience } from "./state.ts";

/** The reason of a subscription that was withdrawn from, also where that was after its end: it never goes on again. */
export const WITHDRAWAL = "withdrawal";

export type Cancels = "at_once" | "at_period_end";

/**
 * What canceling does now; null when there is nothing left to cancel. One that is past due, or whose next period is late, ends at once: nothing
 * more is charged after somebody has left. One that is paused resumes for the rest of its period, where it has one.
 */
export function cancels(subscription: Access, at: Date, patience: Patience): Cancels | null {
  if (hasEnded(subscription, at, patience)) return null;
  const { status, currentPeriodEnd, pausedAt } = subscription;
  if (status === "PAUSED") return currentPeriodEnd && pausedAt && pausedAt < currentPeriodEnd ? "at_period_end" : "at_once";
  return subscription.status === "PAST_DUE" || isOver(subscription, at) ? "at_once" : "at_period_end";
}

type Canceled = Pick<Subscription, "status" | "cancelAtPeriodEnd" | "canceledAt" | "currentPeriodEnd">;

/** Whether a cancellation may be taken back: while the period runs, and somebody canceled. A plan of one term ends by itself. */
export function isUndoable(subscription: Canceled, at: Date): boolean {
  const { status, cancelAtPeriodEnd, canceledAt } = subscription;
  return LIVE.includes(status) && cancelAtPeriodEnd && canceledAt !== null && !isOver(subscription, at);
}

function isOver({ currentPeriodEnd }: Pick<Subscription, "currentPeriodEnd">, at: Date): boolean {
  return currentPeriodEnd !== null && currentPeriodEnd <= at;
}
