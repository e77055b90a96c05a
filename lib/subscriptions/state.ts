import type { SubscriptionStatus } from "#lib/db/generated/client.ts";

export const LIVE: SubscriptionStatus[] = ["TRIALING", "ACTIVE", "PAST_DUE"];

type Access = { status: SubscriptionStatus; graceUntil: Date | null; endedAt: Date | null };

/** Whether the viewer may watch: paid or in trial, or past due within grace. */
export function isEntitled({ status, graceUntil, endedAt }: Access, at: Date): boolean {
  if (endedAt && endedAt <= at) return false;
  if (status === "PAST_DUE") return graceUntil !== null && at < graceUntil;
  return status === "ACTIVE" || status === "TRIALING";
}
