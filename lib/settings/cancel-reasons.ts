/** Why viewers leave, as they may say. */
export const CANCEL_REASONS = ["price", "content", "technical", "pause", "other"] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** What may be offered to who is about to leave. */
export const SAVE_KINDS = ["cheaper", "discount", "pause"] as const;
export type SaveKind = (typeof SAVE_KINDS)[number];
