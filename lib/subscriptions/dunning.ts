import type { DeclineClass } from "#lib/settings/decline-classes.ts";
import type { Settings } from "#lib/settings/schema.ts";

const DAY_MS = 86_400_000;

/** The days on which a charge that was declined so is tried again: those of its class, or of all. */
export function retriesFor(
  { retryAfterDays, retryAfterDaysOf }: Pick<Settings["dunning"], "retryAfterDays" | "retryAfterDaysOf">,
  of: DeclineClass,
): number[] {
  const own = of === "refused" ? undefined : retryAfterDaysOf[of];
  return own && own.length > 0 ? own : retryAfterDays;
}

/**
 * When an unpaid invoice is charged again, or null when the retries are used up. Days that passed meanwhile (nobody worked, or the answer took
 * long) are left out, so that retries never follow each other at once.
 * @param retriesAfter days after the first failure, ascending: [2, 7, 14, 21]
 * @param failedAt the first failure
 * @param attempts failed charges so far, the first included
 * @param at when the last of them failed
 */
export function nextRetry({ retriesAfter, failedAt, attempts, at }: Failed): Date | null {
  const planned = retriesAfter.slice(attempts - 1).map((days) => new Date(failedAt.getTime() + days * DAY_MS));
  return planned.find((day) => day > at) ?? null;
}

type Failed = { retriesAfter: number[]; failedAt: Date; attempts: number; at: Date };

type Decline = "retry" | "final";

/**
 * The retries that follow a first failure, given what each charge (the first included) was answered.
 * `ends` is null while the story is still open: a retry was not answered yet.
 * The product asks `nextRetry` after each decline; this tells the whole story at once, for published examples (docs/decisions/0005).
 */
export function dunningSchedule(input: { retriesAfter: number[]; failedAt: Date; declines: Decline[] }): {
  attempts: Date[];
  ends: "exhausted" | "final_decline" | null;
} {
  const attempts: Date[] = [];
  for (const [index, decline] of input.declines.entries()) {
    if (decline === "final") return { attempts, ends: "final_decline" };
    const next = nextRetry({ ...input, attempts: index + 1, at: attempts.at(-1) ?? input.failedAt });
    if (!next) return { attempts, ends: "exhausted" };
    attempts.push(next);
  }
  return { attempts, ends: null };
}
