import type { EventRow } from "./recurring.ts";

export type TrialEnd = { at: Date; converted: boolean };

/**
 * How the trial of a subscription ended, if it did: converted when it was over and not canceled, and its first invoice was paid, however soon it was canceled then; lost when access ended
 * before that (docs/decisions/0052 says whose definition that is). While its first invoice waits to be paid it has not ended.
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
