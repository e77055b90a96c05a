import { afterEach, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { forgetStale } from "#lib/identity/forget-stale.ts";
import { createLinkToken } from "#lib/identity/link-token.ts";
import { countFailure, refuseOutOfTurn, turnIn } from "#lib/identity/pace.ts";
import { createSession } from "#lib/identity/session-store.ts";
import { forgive, throttle } from "#lib/identity/throttle.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { anAccount } from "./accounts.ts";

useDatabase();
const BROWSER = { ip: null, userAgent: null };
afterEach(() => runClock());

const minutes = (count: number) => count * 60_000;

describe("taking turns", () => {
  const pace = (key: string, free = 2) => ({ key, free, windowSeconds: 900, longest: 2 });
  it("waits longer with each try, and no longer than the longest pause; without tries the turn comes nearer", async () => {
    const start = new Date("2026-11-22T10:00:00Z");
    stopClockAt(start);
    expect(await turnIn([pace("turn")])).toBe(0);
    expect(await turnIn([pace("turn")])).toBe(0);
    expect(await turnIn([pace("turn")])).toBe(1000);
    expect(await turnIn([pace("turn")])).toBe(3000);
    for (const wait of [0, 1000, 3000]) expect(await turnIn([pace("one is free", 1)])).toBe(wait);
    stopClockAt(new Date(start.getTime() + 4_000));
    expect(await turnIn([pace("turn"), pace("another")])).toBe(1000);
    stopClockAt(new Date(start.getTime() + minutes(15)));
    expect(await turnIn([pace("turn")])).toBe(0);
  });

  it("refuses who would wait for long, and counts only the failures of what never waits", async () => {
    stopClockAt(now());
    const slow = [{ ...pace("slow", 1), longest: 600 }];
    for (let i = 0; i < 5; i++) await countFailure(slow);
    await expect(turnIn(slow)).rejects.toMatchObject({ code: "throttled", status: 429, values: { minutes: 1 } });
    await expect(refuseOutOfTurn(slow)).rejects.toMatchObject({ code: "throttled" });
    await countFailure(slow);
    expect(await db.throttle.findUnique({ where: { key: "slow" } })).toMatchObject({ attempts: 4 });
    await refuseOutOfTurn([pace("never tried")]);
  });
});

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

it("is tidied once the window is over, as are sessions that have ended anyway, and links a month after their end", async () => {
  await db.throttle.deleteMany();
  const start = now();
  stopClockAt(start);
  await throttle("soon over", 3, 60);
  await throttle("still on", 3, 3600);
  await transaction((tx) => createLinkToken(tx, "SETUP", null, 10));
  const { id } = await anAccount();
  const [over] = [await createSession("viewer", id, BROWSER), await createSession("viewer", id, BROWSER)];
  await db.session.update({ where: { id: over }, data: { expiresAt: new Date(Date.now() - 1000) } });
  stopClockAt(new Date(start.getTime() + minutes(2)));
  expect(await forgetStale()).toBe(2);
  expect(await db.throttle.findMany()).toMatchObject([{ key: "still on" }]);
  stopClockAt(new Date(start.getTime() + minutes(31 * 24 * 60)));
  expect(await forgetStale()).toBe(2);
});
