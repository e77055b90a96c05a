import { z } from "zod";
import { COUNTED_UP_TO, type Counted, countedTo } from "#lib/kernel/counted.ts";
import { db } from "./client.ts";
import { type Found, foundIds } from "./ways.ts";

const total = z.array(z.object({ count: z.int() })).length(1);

/** Counts what is found, and reads no more than `COUNTED_UP_TO` of it and one. */
export async function countFound(found: Found): Promise<Counted> {
  const rows = await db.$queryRaw`SELECT count(*)::int AS "count" FROM (${foundIds(found, COUNTED_UP_TO + 1)}) counted`;
  return countedTo(COUNTED_UP_TO, total.parse(rows)[0].count);
}
