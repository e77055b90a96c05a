import type { CancelReason } from "#lib/settings/cancel-reasons.ts";

/** Why viewers leave, in the order in which forms list it. */
export const CANCEL_REASONS = ["price", "content", "technical", "pause", "other"] as const satisfies CancelReason[];
