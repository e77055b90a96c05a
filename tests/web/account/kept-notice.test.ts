import { beforeEach, expect, it, vi } from "vitest";
import { giveNoticeHere, withdrawHere } from "#app/(auth)/actions.ts";
import { GET } from "#app/(auth)/notice/[id]/route.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(() => newBrowser());

const download = (id: string) => GET(new Request("http://localhost"), { params: Promise.resolve({ id }) });
const idOf = (to = "") => to.split("kept=")[1];

it("can be saved as it was sent, with the time at which it came, for an hour", async () => {
  stopClockAt(new Date("2027-03-01T12:30:00Z"));
  const { to } = await submit(giveNoticeHere, {
    ...{ name: "Vera Viewer", email: "vera@example.com", contract: "Family" },
    ...{ kind: "for_cause", cause: "Nothing worked", endsOn: "2027-04-30" },
  });
  expect(to).toMatch(/^\/cancel\?kept=[0-9a-f-]{36}$/);
  const saved = await download(idOf(to));
  expect(saved.headers.get("content-disposition")).toMatch(/^attachment; filename="notice-\d+\.txt"$/);
  const text = await saved.text();
  for (const said of ["Mar 1, 2027, 12:30", "for cause", "Vera Viewer", "vera@example.com", "Family", "Nothing worked", "Apr 30, 2027"])
    expect(text).toContain(said);
  stopClockAt(new Date(now().getTime() + 3_600_000));
  expect((await download(idOf(to))).status).toBe(404);
});

it("is the same for a withdrawal, and there is none of another id", async () => {
  const { to } = await submit(withdrawHere, { name: "Vera Viewer", email: "vera@example.com", contract: "" });
  expect(to).toMatch(/^\/withdraw\?kept=/);
  expect(await (await download(idOf(to))).text()).toContain("Withdrawal from the contract");
  for (const id of ["nothing", "0192f0c1-7b5e-7c00-8000-000000000000"]) expect((await download(id)).status).toBe(404);
});
