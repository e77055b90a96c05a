import { afterEach, describe, expect, it } from "vitest";
import { forgive, throttle } from "#lib/identity/throttle.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
afterEach(() => runClock());

const minutes = (count: number) => count * 60_000;

describe("throttle", () => {
  it("lets `limit` attempts pass, then refuses with the minutes to wait, until the window ends", async () => {
    const start = new Date("2026-11-22T10:00:00Z");
    stopClockAt(start);
    for (let i = 0; i < 3; i++) await throttle("a", 3, 900);
    stopClockAt(new Date(start.getTime() + minutes(4)));
    await expect(throttle("a", 3, 900)).rejects.toMatchObject({ code: "throttled", status: 429, values: { minutes: 11 } });
    await throttle("b", 3, 900);
    stopClockAt(new Date(start.getTime() + minutes(15)));
    await throttle("a", 3, 900);
  });

  it("counts attempts that come at the same time", async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => throttle("many", 5, 900)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(5);
  });

  it("forgets after a success", async () => {
    stopClockAt(now());
    await throttle("c", 1, 900);
    await forgive("c");
    await throttle("c", 1, 900);
    await expect(throttle("c", 1, 900)).rejects.toMatchObject({ code: "throttled" });
  });
});
