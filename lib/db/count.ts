import { z } from "zod";
import { ARRIVED_UP_TO, COUNTED_UP_TO, type Counted, countedTo } from "#lib/kernel/counted.ts";
import { db } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { type Found, foundIds } from "./ways.ts";

const total = z.array(z.object({ count: z.int() })).length(1);

/** Counts what is found, and reads no more than `most` of it and one. */
export async function countFound(found: Found, most = COUNTED_UP_TO): Promise<Counted> {
  if (await isSurelyMore(found, most)) return { count: most, more: true };
  return countedTo(most, await count(found, most));
}

/** Counts what of it has arrived: what stands before the place (`before`) from which its list was shown. Of few, no `some` is asked for first. */
export async function countArrived({ ways, where, ...found }: Found, before: Prisma.Sql): Promise<Counted> {
  const arrived = { ...found, ways: ways.map(({ all }) => ({ all })), where: Prisma.sql`${where} AND ${before}` };
  return countFound(arrived, ARRIVED_UP_TO);
}

/** Whether a part of what is found is more than is counted already: where very much is meant, the rest need not be read to know it. */
async function isSurelyMore({ ways, ...found }: Found, most: number): Promise<boolean> {
  if (!ways.some(({ some }) => some)) return false;
  return (await count({ ...found, ways: ways.map(({ all, some }) => ({ all: some ?? all })) }, most)) > most;
}

async function count(found: Found, most: number): Promise<number> {
  const rows = await db.$queryRaw`SELECT count(*)::int AS "count" FROM (${foundIds(found, most + 1)}) counted`;
  return total.parse(rows)[0].count;
}
