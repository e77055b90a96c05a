/** A time in which something stood still; `endedAt` null: it still does. */
export type Standstill = { from: Date; endedAt: Date | null };

/** For how much of the time from `start` to `at` it stood still, in milliseconds. The times do not overlap. */
export function stoodStill(times: Standstill[], start: Date, at: Date): number {
  return times.reduce((sum, { from, endedAt }) => {
    const [begun, over] = [Math.max(from.getTime(), start.getTime()), Math.min((endedAt ?? at).getTime(), at.getTime())];
    return sum + Math.max(over - begun, 0);
  }, 0);
}

type Period = { start: Date; end: Date };

/** A period as it lies at `at`: moved by as long as it has stood still since it began. */
export function movedPeriod(period: Period, times: Standstill[], at: Date): Period {
  return movedBy(period, stoodStill(times, period.start, at));
}

/** A period, so many milliseconds later. */
export function movedBy({ start, end }: Period, ms: number): Period {
  return { start: new Date(start.getTime() + ms), end: new Date(end.getTime() + ms) };
}
