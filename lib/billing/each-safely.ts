import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";

const LONGEST_MINUTES = 60;
const rests = new Map<string, { failures: number; until: number }>();

/** Rows that failed here lately, for a query to leave out: each rests 1, 2, 4 … minutes, so that rows which cannot be worked on hold up no others. */
export function resting(): string[] {
  const at = now().getTime();
  return [...rests].flatMap(([id, { until }]) => (until > at ? [id] : []));
}

/** Works through rows one after the other; one that fails is logged, rests, and does not stop the others. Returns how many said true. */
export async function eachSafely<T extends { id: string }>(rows: T[], what: string, work: (row: T) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (const row of rows) {
    try {
      if (await work(row)) done += 1;
      rests.delete(row.id);
    } catch (error) {
      log.error({ err: error, id: row.id }, `${what} failed`);
      rest(row.id);
    }
  }
  return done;
}

function rest(id: string): void {
  const failures = (rests.get(id)?.failures ?? 0) + 1;
  rests.set(id, { failures, until: now().getTime() + Math.min(2 ** (failures - 1), LONGEST_MINUTES) * 60_000 });
}
