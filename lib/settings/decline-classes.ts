/**
 * Why a charge was declined, as far as it says when to try again. `funds`: there is not enough money now. `confirmation`: the payer's bank wants to
 * hear from them. `technical`: nobody decided anything. `refused`: all else, also where no method can be charged.
 */
export const DECLINE_CLASSES = ["refused", "funds", "confirmation", "technical"] as const;
export type DeclineClass = (typeof DECLINE_CLASSES)[number];
