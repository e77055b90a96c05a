import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { type EventFilters, eventSources, eventState, inboundEvent, inboundEvents } from "#lib/reports/inbound-events.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

const ALL: EventFilters = { q: "", source: null, state: null, from: null, to: null };
const START = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  const rows = Array.from({ length: 70 }, (_, index) => {
    const receivedAt = new Date(START + index * 1000);
    const handled = index % 10 !== 0;
    return {
      source: index % 2 ? "stripe" : "sandbox",
      externalId: `evt_${index}`,
      type: index === 7 ? "charge.refunded" : "payment",
      reference: `ref_${index}`,
      payload: "{}",
      receivedAt,
      handledAt: handled ? receivedAt : null,
      error: index === 20 ? "no answer" : null,
    };
  });
  await db.inboundEvent.createMany({ data: rows });
});

const ids = (page: Awaited<ReturnType<typeof inboundEvents>>) => page.rows.map((row) => row.externalId);

test("the newest come first, fifty a page", async () => {
  const first = await inboundEvents(ALL, "UTC", null);
  const second = await inboundEvents(ALL, "UTC", first.after);
  expect([...ids(first), ...ids(second)]).toEqual(Array.from({ length: 70 }, (_, index) => `evt_${69 - index}`));
});

test("they are found by state, source, id, reference and type", async () => {
  expect(ids(await inboundEvents({ ...ALL, state: "failed" }, "UTC", null))).toEqual(["evt_20"]);
  expect((await inboundEvents({ ...ALL, state: "waiting" }, "UTC", null)).rows.map(eventState)).toEqual(Array(6).fill("waiting"));
  expect((await inboundEvents({ ...ALL, source: "stripe" }, "UTC", null)).rows).toHaveLength(35);
  expect(ids(await inboundEvents({ ...ALL, q: "evt_1" }, "UTC", null))).toEqual(["evt_1"]);
  expect(ids(await inboundEvents({ ...ALL, q: "ref_9" }, "UTC", null))).toEqual(["evt_9"]);
  expect(ids(await inboundEvents({ ...ALL, q: "refunded" }, "UTC", null))).toEqual(["evt_7"]);
  expect((await inboundEvents({ ...ALL, from: "2026-01-02" }, "UTC", null)).rows).toEqual([]);
  expect((await inboundEvents({ ...ALL, from: "2026-01-01", to: "2026-01-01" }, "UTC", null)).rows).toHaveLength(50);
  expect(await eventSources()).toEqual(["sandbox", "stripe"]);
});

test("one event has its payload; an unknown one is none", async () => {
  const { id } = await db.inboundEvent.findFirstOrThrow();
  expect(await inboundEvent(id)).toMatchObject({ payload: "{}", transaction: null });
  expect(await inboundEvent(crypto.randomUUID())).toBeNull();
});
