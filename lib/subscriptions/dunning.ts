const DAY_MS = 86_400_000;

/**
 * When an unpaid invoice is charged again, or null when the retries are used up.
 * @param retriesAfter days after the first failure, ascending: [2, 7, 14, 21]
 * @param failedAt the first failure
 * @param attempts failed charges so far, the first included
 */
export function nextRetry({ retriesAfter, failedAt, attempts }: { retriesAfter: number[]; failedAt: Date; attempts: number }): Date | null {
  const days = retriesAfter[attempts - 1];
  return days === undefined ? null : new Date(failedAt.getTime() + days * DAY_MS);
}

type Decline = "retry" | "final";

/**
 * The retries that follow a first failure, given what each charge (the first included) was answered.
 * `ends` is null while the story is still open: a retry was not answered yet.
 */
export function dunningSchedule(input: { retriesAfter: number[]; failedAt: Date; declines: Decline[] }): {
  attempts: Date[];
  ends: "exhausted" | "final_decline" | null;
} {
  const attempts: Date[] = [];
  for (const [index, decline] of input.declines.entries()) {
    if (decline === "final") return { attempts, ends: "final_decline" };
    const next = nextRetry({ ...input, attempts: index + 1 });
    if (!next) return { attempts, ends: "exhausted" };
    attempts.push(next);
  }
  return { attempts, ends: null };
}
