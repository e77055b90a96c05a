import { expect, test } from "vitest";
import { together } from "#lib/db/together.ts";

test("what comes in one moment, or while others are written, is written together, in the order it came, each with its own answer", async () => {
  const written: number[][] = [];
  const write = together(async (some: number[]) => {
    written.push(some);
    await Promise.resolve();
    return some.map((one) => one * 10);
  });
  expect(await Promise.all([1, 2, 3].map(write))).toEqual([10, 20, 30]);
  const fourth = write(4);
  await Promise.resolve();
  expect(await Promise.all([fourth, write(5), write(6)])).toEqual([40, 50, 60]);
  expect(written).toEqual([[1, 2, 3], [4], [5, 6]]);
});

test("one that cannot be written fails alone", async () => {
  const write = together(async (some: number[]) => {
    if (some.includes(3)) throw new Error("3 cannot be written");
    return some;
  });
  const results = await Promise.allSettled([1, 2, 3, 4].map(write));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await write(5)).toBe(5);
});

test("those that are tried by themselves do not wait for each other, as where the database gives no answer", async () => {
  const { promise: allBegun, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const write = together(async (some: number[]) => {
    if (some.length > 1) throw new Error("not together");
    begun += 1;
    if (begun === 4) resolve();
    if (some[0] > 1) await allBegun;
    return some;
  });
  expect(await Promise.all([1, 2, 3, 4].map(write))).toEqual([1, 2, 3, 4]);
});

test("no more than fifty are written together", async () => {
  const sizes: number[] = [];
  const write = together(async (some: number[]) => {
    sizes.push(some.length);
    return some;
  });
  await Promise.all(Array.from({ length: 61 }, (_, index) => write(index)));
  expect(sizes).toEqual([50, 11]);
});
