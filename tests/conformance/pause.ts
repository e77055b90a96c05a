import { z } from "zod";
import { civilDate, periodStart } from "#lib/kernel/period.ts";
import { movedTerm } from "#lib/subscriptions/pause.ts";
import { anchorOf } from "#lib/subscriptions/term.ts";
import { every, instant } from "./read.ts";

/** A pause in a period that is paid: from when, and until when. */
export const pauseInput = z.object({
  timeZone: z.string().default("UTC"),
  period: z.object({ start: instant, end: instant }),
  every,
  pausedAt: instant,
  resumedAt: instant,
});

/** `end`: when the period is over that was paid; `nextOn` and `thenOn`: the civil days of the next two renewals. */
export function paused({ timeZone, period, every: length, pausedAt, resumedAt }: z.output<typeof pauseInput>): Record<string, unknown> {
  const subscription = {
    number: 1,
    cycle: 0,
    currentPeriodStart: period.start,
    currentPeriodEnd: period.end,
    interval: length.unit,
    intervalCount: length.count,
  };
  const { currentPeriodEnd: end, anchor } = movedTerm(subscription, { from: pausedAt, at: resumedAt }, timeZone);
  return {
    end: end.toISOString().replace(".000Z", "Z"),
    nextOn: String(civilDate(end, timeZone)),
    thenOn: String(periodStart(anchorOf(anchor), length, 1)),
  };
}
