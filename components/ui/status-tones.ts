import type { Statuses } from "#lib/web/lists/status-text.ts";
import type { Tone } from "./badge.tsx";

const TONES: { [Kind in keyof Statuses]: Record<Statuses[Kind], Tone> } = {
  transaction: {
    PENDING: "info",
    UNKNOWN: "warning",
    NEEDS_ACTION: "warning",
    SUCCEEDED: "positive",
    PART_REFUNDED: "positive",
    REFUNDED: "neutral",
    DECLINED: "negative",
    CANCELED: "neutral",
  },
  subscription: {
    INCOMPLETE: "neutral",
    TRIALING: "info",
    ACTIVE: "positive",
    PAST_DUE: "warning",
    PAUSED: "neutral",
    CANCELED: "neutral",
    EXPIRED: "negative",
  },
  invoice: { OPEN: "info", PAID: "positive", VOID: "neutral", UNCOLLECTIBLE: "negative" },
  message: {
    QUEUED: "info",
    HELD: "warning",
    SENT: "positive",
    DELIVERED: "positive",
    FAILED: "negative",
    BOUNCED: "negative",
    SUPPRESSED: "neutral",
    KEPT: "warning",
  },
  order: { OPEN: "info", PAID: "positive", ABANDONED: "neutral" },
  plan: { DRAFT: "neutral", PUBLIC: "positive", UNLISTED: "info", ARCHIVED: "neutral" },
};

/** What happened to a subscription, and to access by it. */
const EVENTS: Record<string, Tone> = {
  activated: "positive",
  trial_started: "info",
  renewed: "positive",
  recovered: "positive",
  past_due: "warning",
  suspended: "warning",
  cancel_scheduled: "warning",
  canceled: "negative",
  expired: "negative",
  granted: "positive",
  changed: "info",
  ended: "negative",
};

export function toneOfEvent(type: string): Tone | undefined {
  return EVENTS[type];
}

/** The colour of a row's state, for operators and viewers alike. */
export function toneOf<Kind extends keyof Statuses>(kind: Kind, status: string): Tone | undefined {
  return (TONES[kind] as Record<string, Tone>)[status];
}
