import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { atMost } from "#lib/web/at-most.ts";

test("as many as allowed run at once, and each answer is in its place", async () => {
  let running = 0;
  let most = 0;
  const work = (answer: string, ms: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(ms);
    running -= 1;
    return answer;
  };
  expect(await atMost(2, [work("a", 20), work("b", 5), work("c", 1), work("d", 10), work("e", 1)])).toEqual(["a", "b", "c", "d", "e"]);
  expect(most).toBe(2);
});

test("what fails fails the whole", async () => {
  await expect(atMost(2, [async () => 1, () => Promise.reject(new Error("no"))])).rejects.toThrow("no");
});
