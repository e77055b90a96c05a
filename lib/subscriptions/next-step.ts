import type { Subscription } from "#lib/db/generated/client.ts";
import { LIVE, pausesNext } from "./state.ts";

export type NextStep =
  | { kind: "renews" | "trial" | "ends" | "ended" | "pauses" | "resumes"; at: Date }
  | { kind: "waits" | "waitsOnce" | "unfinished" }
  | { kind: "retries"; at: Date | null; graceUntil: Date | null };

type Known = Pick<
  Subscription,
  "status" | "cancelAtPeriodEnd" | "currentPeriodEnd" | "renewsAt" | "graceUntil" | "endedAt" | "createdAt"
> & {
  /** Those that are open, the oldest first; without them nobody is told when a payment is tried again. */
  invoices?: { nextAttemptAt: Date | null }[];
};

/** What happens next with a subscription, and when; viewer and operator are told the same. `retries` without a date: nothing more is tried by itself. */
export function nextStep(subscription: Known): NextStep {
  const { status, cancelAtPeriodEnd, currentPeriodEnd, renewsAt, graceUntil, endedAt, createdAt, invoices = [] } = subscription;
  if (status === "INCOMPLETE") return { kind: "unfinished" };
  if (!LIVE.includes(status)) return { kind: "ended", at: endedAt ?? createdAt };
  if (status === "PAST_DUE") return { kind: "retries", at: invoices[0]?.nextAttemptAt ?? null, graceUntil };
  if (status === "PAUSED" && renewsAt) return { kind: "resumes", at: renewsAt };
  if (!currentPeriodEnd) return { kind: cancelAtPeriodEnd ? "waitsOnce" : "waits" };
  if (currentPeriodEnd && pausesNext(subscription)) return { kind: "pauses", at: currentPeriodEnd };
  if (cancelAtPeriodEnd || !renewsAt) return { kind: "ends", at: currentPeriodEnd };
  return { kind: status === "TRIALING" ? "trial" : "renews", at: renewsAt };
}
