import { z } from "zod";
import { COUNTED_UP_TO, type Counted, countedTo } from "#lib/kernel/counted.ts";
import { db } from "./client.ts";
import { type Found, foundIds } from "./ways.ts";

const total = z.array(z.object({ count: z.int() })).length(1);

/** Counts what is found, and reads no more than `COUNTED_UP_TO` of it and one. */
export async function countFound(found: Found): Promise<Counted> {
  if (await isSurelyMore(found)) return { count: COUNTED_UP_TO, more: true };
  return countedTo(COUNTED_UP_TO, await count(found));
}

/** Whether a part of what is found is more than is counted already: where very much is meant, the rest need not be read to know it. */
async function isSurelyMore({ ways, ...found }: Found): Promise<boolean> {
  if (!ways.some(({ some }) => some)) return false;
  return (await count({ ...found, ways: ways.map(({ all, some }) => ({ all: some ?? all })) })) > COUNTED_UP_TO;
}

async function count(found: Found): Promise<number> {
  const rows = await db.$queryRaw`SELECT count(*)::int AS "count" FROM (${foundIds(found, COUNTED_UP_TO + 1)}) counted`;
  return total.parse(rows)[0].count;
}
