import { afterEach, expect, test, vi } from "vitest";
import { db } from "#lib/db/client.ts";
import { finishEvent } from "#lib/inbox/finish.ts";
import { makeDue } from "#lib/inbox/replay.ts";
import { storeEvent } from "#lib/inbox/store.ts";
import { dueEvents, takeEvent } from "#lib/inbox/take.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
afterEach(() => runClock());

const MINUTE_MS = 60_000;
const later = (minutes: number) => stopClockAt(new Date(now().getTime() + minutes * MINUTE_MS));
const works = () => vi.fn(async () => undefined);
const find = (id: string) => db.inboundEvent.findUniqueOrThrow({ where: { id } });
const store = async (externalId: string, more = {}) => storeEvent("acme", { externalId, type: "payment.changed", ...more }, "{}");
const handle = async (id: string, work: () => Promise<void>) => {
  const event = await takeEvent(id);
  return event !== null && finishEvent(event, work());
};

test("an event is stored once, and handled by one of those who come together", async () => {
  const id = (await store("evt_1"))!;
  expect(await store("evt_1")).toBeNull();
  const work = works();
  const handled = await Promise.all(Array.from({ length: 5 }, () => handle(id, work)));
  expect(handled.filter(Boolean)).toHaveLength(1);
  expect(work).toHaveBeenCalledOnce();
  expect(await find(id)).toMatchObject({ attempts: 1, handledAt: expect.any(Date), nextAttemptAt: null, error: null });
});

test("what fails keeps its error and is due again a minute later; whoever dies over it loses nothing", async () => {
  stopClockAt(new Date("2026-03-01T00:00:00Z"));
  const id = (await store("evt_2"))!;
  const died = handle(id, () => new Promise(() => undefined));
  await vi.waitFor(async () => expect(await find(id)).toMatchObject({ attempts: 1 }));
  expect(await dueEvents(["acme"], 50)).toEqual([]);
  later(1);
  const fail = async () => {
    throw new Error("no answer");
  };
  expect(await handle(id, fail)).toBe(false);
  expect(await find(id)).toMatchObject({
    attempts: 2,
    error: "no answer",
    handledAt: null,
    nextAttemptAt: new Date("2026-03-01T00:02:00Z"),
  });
  later(1);
  expect(await handle(id, works())).toBe(true);
  expect(await Promise.race([died, "never"])).toBe("never");
});

test("a vendor whose events have no ids reports the same again, and it is handled again", async () => {
  const id = (await store("tr_1", { repeats: true }))!;
  await handle(id, works());
  expect(await store("tr_1", { repeats: true })).toBe(id);
  expect(await handle(id, works())).toBe(true);
  expect(await db.inboundEvent.count({ where: { externalId: "tr_1" } })).toBe(1);
});

test("one that came again while it was worked on is looked at once more", async () => {
  const id = (await store("tr_2", { repeats: true }))!;
  await handle(id, async () => {
    await store("tr_2", { repeats: true });
  });
  expect(await find(id)).toMatchObject({ handledAt: null });
  expect(await handle(id, works())).toBe(true);
});

test("whoever looked before it came again does not call it handled for the one who looks now", async () => {
  stopClockAt(new Date("2026-03-01T00:00:00Z"));
  const id = (await store("tr_3", { repeats: true }))!;
  let later: Promise<boolean> | undefined;
  const answered = Promise.withResolvers<void>();
  await handle(id, async () => {
    stopClockAt(new Date("2026-03-01T00:00:10Z"));
    await store("tr_3", { repeats: true });
    later = handle(id, () => answered.promise);
    await vi.waitFor(async () => expect(await find(id)).toMatchObject({ attempts: 1, nextAttemptAt: new Date("2026-03-01T00:01:10Z") }));
  });
  expect(await find(id)).toMatchObject({ handledAt: null });
  answered.resolve();
  expect(await later).toBe(true);
  expect(await find(id)).toMatchObject({ handledAt: expect.any(Date), nextAttemptAt: null });
});

test("what was handled is due again when somebody asks for it", async () => {
  const id = (await store("evt_3"))!;
  await handle(id, works());
  await makeDue(db, id);
  expect(await find(id)).toMatchObject({ handledAt: null });
  expect(await dueEvents(["acme"], 50)).toEqual([{ id, source: "acme" }]);
});

test("of events that come together each is stored once, and one that cannot be stored keeps out no other", async () => {
  const [first, ...others] = await Promise.allSettled(["evt_a", "evt_b", "evt_b", "evt_\0", "evt_c"].map((id) => store(id)));
  expect([first, ...others].map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected", "fulfilled"]);
  const ids = others.flatMap((other) => (other.status === "fulfilled" && other.value ? [other.value] : []));
  expect(await db.inboundEvent.count({ where: { id: { in: ids }, externalId: { in: ["evt_b", "evt_c"] } } })).toBe(2);
  const again = await Promise.all(["tr_a", "tr_a", "tr_a"].map((id) => store(id, { repeats: true })));
  expect(new Set(again).size).toBe(1);
});
