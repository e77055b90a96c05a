import { beforeAll, expect, test, vi } from "vitest";
import { POST } from "#app/api/v1/first-logins/route.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));

useDatabase();
const TOKEN = "a token that only tests know 0123456789".replaceAll(" ", "-");
beforeAll(() => {
  process.env.TV_PLATFORM_TOKEN = TOKEN;
  stopClockAt(new Date("2026-03-10T12:00:00Z"));
});

const post = (body: unknown, authorization = `Bearer ${TOKEN}`) =>
  POST(new Request("http://localhost/api/v1/first-logins", { method: "POST", body: JSON.stringify(body), headers: { authorization } }));

async function aWaitingTerm() {
  const viewer = await aViewer();
  const { price } = await aPlan({ startsAtFirstLogin: true });
  const { subscriptionId } = await buy(viewer, price);
  return { viewer, userId: viewer.serviceUserId, term: () => db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } }) };
}

test("the first login begins the term that waited for it, once", async () => {
  const { viewer, userId, term } = await aWaitingTerm();
  expect(await term()).toMatchObject({ status: "ACTIVE", renewsAt: null });
  for (const at of ["2026-03-10T13:00:00+01:00", undefined]) {
    const response = await post({ userId: ` ${userId.toLowerCase()}`, at });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ userId, firstLoginAt: "2026-03-10T12:00:00.000Z", entitled: true });
    stopClockAt(new Date("2026-03-20T12:00:00Z"));
  }
  expect(await term()).toMatchObject({ renewsAt: new Date("2026-04-10T00:00:00Z") });
  expect(await db.auditEntry.findMany({ where: { subjectId: viewer.id }, select: { action: true, actorName: true } })).toEqual([
    { action: "customer.first_login", actorName: "TV platform" },
  ]);
});

test("a late report counts from when it was, but not from before the payment", async () => {
  const [late, tooEarly] = [await aWaitingTerm(), await aWaitingTerm()];
  stopClockAt(new Date("2026-03-25T12:00:00Z"));
  await post({ userId: late.userId, at: "2026-03-22T20:00:00Z" });
  await post({ userId: tooEarly.userId, at: "2026-01-01T00:00:00Z" });
  expect(await late.term()).toMatchObject({ renewsAt: new Date("2026-04-22T00:00:00Z") });
  expect(await tooEarly.term()).toMatchObject({ renewsAt: new Date("2026-04-20T00:00:00Z") });
});

test("the answer says whether the viewer may watch", async () => {
  const { viewer, userId } = await aWaitingTerm();
  const entitled = async () => (await (await post({ userId })).json()).entitled;
  const grace = new Date("2026-03-26T12:00:00Z");
  for (const [change, expected] of [
    [{ status: "PAST_DUE", graceUntil: grace }, true],
    [{ status: "PAST_DUE", graceUntil: new Date("2026-03-24T12:00:00Z") }, false],
    [{ status: "EXPIRED", graceUntil: null }, false],
    [{ status: "ACTIVE", graceUntil: null }, true],
  ] as const) {
    await db.subscription.updateMany({ where: { customerId: viewer.id }, data: change });
    expect(await entitled(), JSON.stringify(change)).toBe(expected);
  }
});

test("who has signed in before waits for nothing", async () => {
  const viewer = await aViewer();
  expect((await post({ userId: viewer.serviceUserId })).status).toBe(200);
  const { subscriptionId } = await buy(viewer, (await aPlan({ startsAtFirstLogin: true })).price);
  const { currentPeriodStart, renewsAt } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect([currentPeriodStart, renewsAt]).toEqual([new Date("2026-03-25T12:00:00Z"), new Date("2026-04-25T00:00:00Z")]);
});

test("others are refused", async () => {
  const { userId, term } = await aWaitingTerm();
  for (const authorization of ["", "Bearer", `Bearer ${TOKEN}x`, `Basic ${TOKEN}`])
    expect((await post({ userId }, authorization)).status, authorization).toBe(401);
  expect((await post({ userId: "TV-0000-0000" })).status).toBe(404);
  for (const body of [
    null,
    {},
    { userId: 7 },
    { userId: "TV\0" },
    { userId, at: "yesterday" },
    { userId, at: "2099-01-01T00:00:00Z" },
    { userId, more: 1 },
  ])
    expect((await post(body)).status, JSON.stringify(body)).toBe(400);
  expect((await post({ userId, at: "x".repeat(2000) })).status).toBe(413);
  env().TV_PLATFORM_TOKEN = undefined;
  expect((await post({ userId })).status).toBe(404);
  expect(await term()).toMatchObject({ anchor: null });
});
