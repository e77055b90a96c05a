import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

test("more work than there are connections waits for its turn: fifty, each of two seconds", async () => {
  const statements = Array.from({ length: 40 }, () => db.$queryRaw`SELECT pg_sleep(2)::text`);
  const transactions = Array.from({ length: 10 }, () => transaction((tx) => tx.$queryRaw`SELECT pg_sleep(2)::text`));
  const ends = await Promise.allSettled([...statements, ...transactions]);
  expect(ends.filter(({ status }) => status === "rejected")).toEqual([]);
});
