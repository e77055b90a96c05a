import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LostReturn } from "#components/shop/checkout/lost-return.tsx";
import { buyTopUp } from "#lib/billing/buying/buy-top-up.ts";
import { db } from "#lib/db/client.ts";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { postedReturns } from "#scripts/server/posted-returns.ts";
import { useDatabase } from "#tests/support/database.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import { newBrowser } from "#tests/support/request.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";

vi.mock("next/cache", () => import("#tests/support/request.ts"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
const SECRET = "a secret of the bank's";
let provider: Awaited<ReturnType<typeof startLocalProviders>>;
beforeAll(async () => {
  provider = await startLocalProviders(SECRET);
  Object.assign(process.env, { LOCAL_GATEWAY_SECRET: SECRET, LOCAL_GATEWAY_API_BASE: provider.url });
  await changeSettings("gateways", { local: { enabled: true, settings: describedInGuide("form", provider.url) } });
  await changeSettings("balance", { topUps: { EUR: { amounts: ["1000"], most: null } } });
});
afterAll(() => provider.close());

const BEGUN: Record<string, (viewer: Awaited<ReturnType<typeof aViewer>>) => Promise<{ url: string }>> = {
  "an order": async (viewer) => order(viewer, (await aPlan({ kind: "PASS" })).price, { gateway: "local" }),
  "money for the balance": async (viewer) => buyTopUp({ currency: "EUR", amount: 1000n, gateway: "local" }, viewer, null),
};

/** As Next reads it. */
function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const all = searchParams.getAll(name);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
}

it.each(Object.keys(BEGUN))("shows and settles %s where the provider's fields are called like ours in the address", async (kind) => {
  const viewer = await aViewer();
  const { url } = await BEGUN[kind](viewer);
  const fields = Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")?.fields ?? []);
  provider.arrive("form", fields);
  provider.become(fields.order, "paid");
  const back = new URL(`${fields.ok_url}&${provider.reportOf(fields.order)}`);
  newBrowser([], {});
  const { default: Return } = await import("#app/(shop)/checkout/return/page.tsx");
  await Return({ searchParams: Promise.resolve(queryOf(back)) });
  expect(await db.transaction.findUnique({ where: { id: fields.order } })).toMatchObject({ status: "SUCCEEDED" });
});

/** A provider comes back with its own parameters alone, or puts them in the place of ours; a viewer's browser follows. */
async function backWith(change: (address: URL, report: URLSearchParams) => string) {
  const { url } = await BEGUN["an order"](await aViewer());
  const fields = Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")?.fields ?? []);
  provider.arrive("form", fields);
  provider.become(fields.order, "paid");
  const back = new URL(fields.ok_url);
  back.search = change(back, new URLSearchParams(provider.reportOf(fields.order)));
  newBrowser([], {});
  const { default: Return } = await import("#app/(shop)/checkout/return/page.tsx");
  const shown = await Return({ searchParams: Promise.resolve(queryOf(back)) });
  return { shown, status: (await db.transaction.findUniqueOrThrow({ where: { id: fields.order } })).status };
}

it.each<[string, (address: URL, report: URLSearchParams) => string]>([
  ["drops ours", (_, report) => report.toString()],
  [
    "puts its own in their place",
    ({ searchParams }, report) => {
      for (const [name, value] of report) searchParams.set(name, value);
      return searchParams.toString();
    },
  ],
])("shows and settles what a provider reports that %s", async (_, change) => {
  const { shown, status } = await backWith(change);
  expect(shown.props).toMatchObject({ state: "paid", purchase: null });
  expect(status).toBe("SUCCEEDED");
});

describe("a provider that sends the viewer back by a form", () => {
  const posted = async (change: (form: URLSearchParams) => void = () => undefined, search?: string) => {
    const { url } = await BEGUN["an order"](await aViewer());
    const fields = Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")?.fields ?? []);
    provider.arrive("form", fields);
    provider.become(fields.order, "paid");
    const form = new URLSearchParams(provider.reportOf(fields.order));
    change(form);
    const { POST } = await import("#app/(shop)/checkout/return/posted/route.ts");
    const address = new URL(search ?? new URL(fields.ok_url).search, "https://tv.example/checkout/return/posted");
    const answer = await POST(new Request(address, { method: "POST", body: form }));
    const to = new URL(answer.headers.get("location") ?? "", "https://tv.example");
    return { answer, to, own: new URL(fields.ok_url), form };
  };

  it("is led on to the same address with what the description names, and nothing else", async () => {
    const { answer, to, own, form } = await posted((sent) => sent.append("pan", "4242"));
    form.delete("pan");
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([303, "no-store"]);
    const [mine] = own.searchParams;
    const [first, ...rest] = to.searchParams;
    expect([to.pathname, first]).toEqual(["/checkout/return", mine]);
    expect(rest.toSorted()).toEqual([...form].toSorted());
    newBrowser([], {});
    const { default: Return } = await import("#app/(shop)/checkout/return/page.tsx");
    const shown = await Return({ searchParams: Promise.resolve(queryOf(to)) });
    expect(shown.props).toMatchObject({ state: "paid" });
  });

  it("takes nothing of a form that names no payment, is too long, or is long where it should not be", async () => {
    const nothing = await posted((sent) => sent.set("order", "4711"));
    expect(nothing.to.search).toBe(nothing.own.search);
    expect((await posted((sent) => sent.set("order", "4711"), "")).answer.headers.get("location")).toBe("/checkout/return");
    expect((await posted((sent) => sent.set("result", "0".repeat(2_001)))).to.searchParams.has("result")).toBe(false);
    expect((await posted((sent) => sent.set("text", "x".repeat(70_000)))).answer.status).toBe(413);
  });

  it.each([
    ["POST", "/checkout/return?order=1", "application/x-www-form-urlencoded", {}, "/checkout/return/posted?order=1"],
    ["POST", "/checkout/return", "application/x-www-form-urlencoded; charset=utf-8", {}, "/checkout/return/posted"],
    ["POST", "/checkout/return?order=1", "multipart/form-data; boundary=x", {}, "/checkout/return?order=1"],
    ["POST", "/checkout/return", "application/x-www-form-urlencoded", { "next-action": "x" }, "/checkout/return"],
    ["POST", "/checkout/returns", "application/x-www-form-urlencoded", {}, "/checkout/returns"],
    ["GET", "/checkout/return?order=1", "", {}, "/checkout/return?order=1"],
  ])("%s %s (%s) is handed on as what it is", (method, url, type, headers, expected) => {
    const request = { method, url, headers: { "content-type": type, ...headers } } as unknown as IncomingMessage;
    postedReturns(() => undefined)(request, {} as ServerResponse);
    expect(request.url).toBe(expected);
  });
});

it("believes nothing of it that is not signed", async () => {
  const { shown, status } = await backWith((_, report) => {
    report.set("signature", "x");
    return report.toString();
  });
  expect(shown.props).toMatchObject({ state: "needs_action", purchase: null });
  expect(status).toBe("NEEDS_ACTION");
});

it.each(["", "result=0000", "order=4711&result=0000"])(
  "leads nobody to a missing page who comes back from a provider with %j: it may have dropped all that says of what",
  async (query) => {
    expect((await backWith(() => query)).shown.type).toBe(LostReturn);
  },
);
