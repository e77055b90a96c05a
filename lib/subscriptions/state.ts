import type { SubscriptionStatus } from "#lib/db/generated/client.ts";

/** Every change of state a subscription may make. */
const TRANSITIONS: Record<SubscriptionStatus, readonly SubscriptionStatus[]> = {
  INCOMPLETE: ["TRIALING", "ACTIVE", "EXPIRED"],
  TRIALING: ["ACTIVE", "PAST_DUE", "CANCELED", "EXPIRED"],
  ACTIVE: ["PAST_DUE", "CANCELED", "EXPIRED"],
  PAST_DUE: ["ACTIVE", "CANCELED", "EXPIRED"],
  CANCELED: [],
  EXPIRED: ["ACTIVE", "TRIALING"], // an abandoned checkout that was paid after all
};

export function canBecome(from: SubscriptionStatus, to: SubscriptionStatus): boolean {
  return from === to || TRANSITIONS[from].includes(to);
}

export const LIVE: SubscriptionStatus[] = ["TRIALING", "ACTIVE", "PAST_DUE"];

type Access = { status: SubscriptionStatus; graceUntil: Date | null; endedAt: Date | null };

/** Whether the viewer may watch: paid or in trial, or past due within grace. */
export function isEntitled({ status, graceUntil, endedAt }: Access, at: Date): boolean {
  if (endedAt && endedAt <= at) return false;
  if (status === "PAST_DUE") return graceUntil !== null && at < graceUntil;
  return status === "ACTIVE" || status === "TRIALING";
}
