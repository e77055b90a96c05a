import type { GatewaySweep } from "#lib/db/generated/client.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Lists are behind what they list; the slowest vendors say by three hours. */
const OVERLAP_MS = 6 * HOUR_MS;
/** Once a day what changed long after it was made is seen: a debit that took days, say. */
const DAILY_OVERLAP_MS = 14 * DAY_MS;
/** What was missed is caught up with day by day: the vendor's cursors need not live long. */
const LONGEST_MS = DAY_MS;

type Progress = Pick<GatewaySweep, "beganAt" | "readTo" | "windowFrom" | "windowTo">;
/** `daily`: it reaches up to now, and is the first of its day that does. */
export type SweepWindow = { from: Date; to: Date; daily: boolean };

/** The window that is being read, or the next: from where the last one ended, and somewhat before, the first of a day (in UTC) that reaches up to now much before: what is caught up with is listed as it has become meanwhile. In whole seconds. */
export function sweepWindow({ beganAt, readTo, windowFrom, windowTo }: Progress, at: Date): SweepWindow {
  if (windowFrom && windowTo) return { from: windowFrom, to: windowTo, daily: false };
  const next = new Date(readTo.getTime() + LONGEST_MS);
  // None ends within today but now: the one after it would not be the first of the day.
  const to = wholeSecond(Math.max(readTo.getTime(), (dayOf(next) < dayOf(at) ? next : at).getTime()));
  const daily = to >= wholeSecond(at.getTime()) && dayOf(to) !== dayOf(readTo);
  const overlap = daily ? DAILY_OVERLAP_MS : OVERLAP_MS;
  return { from: wholeSecond(Math.max(beganAt.getTime(), readTo.getTime() - overlap)), to, daily };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function wholeSecond(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
