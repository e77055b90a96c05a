import pLimit from "p-limit";
import { doubling } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";

/** Rows of one run that are under way together: each waits for its gateway most of the time, and holds a connection of the pool for the rest. */
const AT_ONCE = 8;
const LONGEST_REST = { minutes: 60 };
const rests = new Map<string, { failures: number; until: number }>();

/** Rows that failed here lately, for a query to leave out: each rests 1, 2, 4 … minutes, so that rows which cannot be worked on hold up no others. */
export function resting(): string[] {
  const at = now().getTime();
  return [...rests].flatMap(([id, { until }]) => (until > at ? [id] : []));
}

/** Works through rows, several at once; one that fails is logged, rests, and does not stop the others. Returns how many said true. */
export async function eachSafely<T extends { id: string }>(rows: T[], what: string, work: (row: T) => Promise<boolean>): Promise<number> {
  const done = await pLimit(AT_ONCE).map(rows, async (row) => {
    try {
      const worked = await work(row);
      rests.delete(row.id);
      return worked;
    } catch (error) {
      rest(row.id, what, error);
      return false;
    }
  });
  return done.filter(Boolean).length;
}

/**
 * The same where others take rows of the same list: `work` claims one that nobody has, says which, and works on it; none being left is when it claims none.
 * Returns how many it said true of.
 */
export async function shareSafely(
  ids: string[],
  what: string,
  work: (ids: string[], claimed: (id: string) => void) => Promise<boolean>,
): Promise<number> {
  let left = ids;
  let done = 0;
  async function workOnNext(): Promise<boolean> {
    let claimed: string | undefined;
    const claim = (id: string) => {
      claimed = id;
      left = left.filter((other) => other !== id);
    };
    try {
      if (await work(left, claim)) done += 1;
      if (claimed) rests.delete(claimed);
    } catch (error) {
      if (!claimed) throw error;
      rest(claimed, what, error);
    }
    return claimed !== undefined && left.length > 0;
  }
  const lane = async () => {
    while (await workOnNext());
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, lane));
  return done;
}

function rest(id: string, what: string, error: unknown): void {
  log.error({ err: error, id }, `${what} failed`);
  const failures = (rests.get(id)?.failures ?? 0) + 1;
  rests.set(id, { failures, until: now().getTime() + doubling(failures - 1, LONGEST_REST) });
}
