import type { EventRow } from "./recurring.ts";

export type TrialEnd = { at: Date; converted: boolean };

/**
 * How the trial of a subscription ended, if it did. As Stripe counts it (support.stripe.com/questions/calculating-trial-conversion-rate-in-billing): converted when it was over and not canceled,
 * and its first invoice was paid, however soon it was canceled then; a first invoice that is never paid is a trial that was lost when access ended.
 */
export function trialEnd(events: EventRow[]): TrialEnd | null {
  let state: "none" | "trial" | "billed" | "unpaid" = "none";
  let billedAt: Date | null = null;
  for (const { type, at } of events) {
    if (type === "trial_started") state = "trial";
    else if (type === "renewed" && state === "trial") [state, billedAt] = ["billed", at];
    else if (type === "renewed" && state === "billed") break;
    else if (type === "past_due" && state === "billed") state = "unpaid";
    else if (type === "recovered" && state === "unpaid") return { at, converted: true };
    else if (type === "ended" && (state === "trial" || state === "unpaid")) return { at, converted: false };
  }
  return billedAt && state === "billed" ? { at: billedAt, converted: true } : null;
}
