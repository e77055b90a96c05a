import { log } from "#lib/kernel/log.ts";

/** Works through rows one after the other; one that fails is logged and does not stop the others. Returns how many said true. */
export async function eachSafely<T extends { id: string }>(rows: T[], what: string, work: (row: T) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (const row of rows) {
    try {
      if (await work(row)) done += 1;
    } catch (error) {
      log.error({ err: error, id: row.id }, `${what} failed`);
    }
  }
  return done;
}
