import { expect, test } from "vitest";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer } from "#tests/support/shop.ts";

useDatabase();

test("two transactions that wait for each other both end well: the one PostgreSQL stops begins again", async () => {
  const [one, other] = [await aViewer(), await aViewer()];
  const bothHold = Promise.withResolvers<void>();
  let begun = 0;
  const lockBoth = (first: string, second: string) =>
    transaction(async (tx) => {
      await lockCustomer(tx, first);
      begun += 1;
      if (begun === 2) bothHold.resolve();
      await bothHold.promise;
      return lockCustomer(tx, second);
    });
  const locked = await Promise.all([lockBoth(one.id, other.id), lockBoth(other.id, one.id)]);
  expect(locked.map(({ id }) => id)).toEqual([other.id, one.id]);
  expect(begun).toBe(3);
});

test("what the work throws is thrown, and the work is not done again", async () => {
  let runs = 0;
  const failing = transaction(async () => {
    runs += 1;
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(runs).toBe(1);
});
