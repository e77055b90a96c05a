import { beforeAll, expect, it, vi } from "vitest";
import { GET } from "#app/operator/arrived/[list]/route.ts";
import { signOut } from "#app/operator/shell-actions.ts";
import { db } from "#lib/db/client.ts";
import { encodeCursor } from "#lib/kernel/place.ts";
import { addCustomer, addTransaction } from "#tests/domain/reports/history.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Redirected } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();

const ROW = { key: new Date("2026-03-01T10:00:00Z"), id: "019aa000-0000-7000-8000-000000000001" };
const BEFORE = encodeCursor({ direction: "before", ...ROW });
const ask = (list: string, query: Record<string, string>) =>
  GET(new Request(`http://localhost/operator/arrived/${list}?${new URLSearchParams(query)}`), { params: Promise.resolve({ list }) });

beforeAll(async () => {
  const { id: customerId } = await addCustomer({ name: "Ada" });
  await addTransaction("2026-03-01T09:00:00Z", 500n, { customerId });
  await addTransaction("2026-03-01T11:00:00Z", 500n, { customerId });
  await addTransaction("2026-03-01T11:00:00Z", 500n, { customerId, status: "DECLINED" });
});

it("tells every operator what arrived, by the filter in the address", async () => {
  for (const role of ["OWNER", "FINANCE", "SUPPORT", "VIEWER"] as const) {
    await signInAs(role);
    const answer = await ask("transactions", { cursor: BEFORE });
    expect(await answer.json()).toEqual({ count: 2, more: false });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await (await ask("transactions", { status: "DECLINED", cursor: BEFORE })).json()).toEqual({ count: 1, more: false });
  }
  for (const list of ["communications", "customers", "invoices", "subscriptions"])
    expect(await (await ask(list, { cursor: BEFORE })).json()).toMatchObject({ more: false });
});

it("tells nobody who is signed out, and nothing of another list, another place or a filter that cannot be read", async () => {
  newBrowser();
  expect((await ask("transactions", { cursor: BEFORE })).status).toBe(401);
  await signInAs("VIEWER");
  expect((await ask("team", { cursor: BEFORE })).status).toBe(404);
  expect((await ask("constructor", { cursor: BEFORE })).status).toBe(404);
  expect((await ask("transactions", {})).status).toBe(400);
  expect((await ask("transactions", { cursor: encodeCursor({ direction: "after", ...ROW }) })).status).toBe(400);
  expect((await ask("transactions", { cursor: BEFORE, status: "GONE" })).status).toBe(400);
  await expect(signOut()).rejects.toBeInstanceOf(Redirected);
  expect((await ask("transactions", { cursor: BEFORE })).status).toBe(401);
});

it("is asked no more than sixty times a minute", async () => {
  await signInAs("SUPPORT");
  for (let n = 0; n < 60; n += 1) expect((await ask("transactions", { cursor: BEFORE })).status).toBe(200);
  expect((await ask("transactions", { cursor: BEFORE })).status).toBe(429);
});

it("keeps no idle session alive, as it is asked by nobody", async () => {
  const { id } = await signInAs("OWNER");
  const seen = new Date(Date.now() - 5 * 60_000);
  await db.session.updateMany({ where: { operatorId: id }, data: { lastSeenAt: seen } });
  expect((await ask("transactions", { cursor: BEFORE })).status).toBe(200);
  expect(await db.session.findFirstOrThrow({ where: { operatorId: id } })).toMatchObject({ lastSeenAt: seen });
});
