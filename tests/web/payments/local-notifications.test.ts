import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { GET, POST } from "#app/api/webhooks/payments/[gateway]/route.ts";
import { db } from "#lib/db/client.ts";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { useDatabase } from "#tests/support/database.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";

const handled: Promise<unknown>[] = [];
vi.mock("next/server", () => ({ after: (work: () => Promise<unknown>) => handled.push(work()) }));

useDatabase();
const SECRET = "a secret of the bank's";
let provider: Awaited<ReturnType<typeof startLocalProviders>>;
beforeAll(async () => {
  provider = await startLocalProviders(SECRET);
  Object.assign(process.env, { LOCAL_GATEWAY_SECRET: SECRET, LOCAL_GATEWAY_API_BASE: provider.url });
});
afterAll(() => provider.close());

const described = (answer: string) =>
  changeSettings("gateways", { local: { enabled: true, settings: { ...describedInGuide("form", provider.url), answer } } });

async function paid() {
  const { price } = await aPlan({ kind: "TRIAL" });
  const { orderId, url } = await order(await aViewer(), price, { gateway: "local" });
  provider.arrive("form", Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")?.fields ?? []));
  const { id } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  provider.become(id, "paid");
  return { id, report: provider.reportOf(id) };
}

async function notify(how: "POST" | "GET", said: string, gateway = "local") {
  const url = `https://tv.example/api/webhooks/payments/${gateway}`;
  const to = { params: Promise.resolve({ gateway }) };
  const answer =
    how === "GET" ? await GET(new Request(`${url}?${said}`), to) : await POST(new Request(url, { method: "POST", body: said }), to);
  await Promise.all(handled.splice(0));
  return { status: answer.status, text: await answer.text() };
}

it.each(["POST", "GET"] as const)("is notified by %s, and answers with the word that the provider wants to read", async (how) => {
  await described("[accepted]");
  const { id, report } = await paid();
  expect(await notify(how, report.replace("result=0000", "result=0900"))).toEqual({ status: 400, text: "" });
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ settledAt: null });
  for (const _ of [1, 2]) expect(await notify(how, report)).toEqual({ status: 200, text: "[accepted]" });
  expect(await db.transaction.findUnique({ where: { id } })).toMatchObject({ status: "SUCCEEDED" });
});

it("answers nothing where nothing is wanted, and by an address alone no vendor that signs bodies is heard", async () => {
  await described("");
  expect(await notify("POST", (await paid()).report)).toEqual({ status: 200, text: "" });
  const { body } = sandboxWebhook("sbx_co_any", "succeeded");
  expect((await notify("GET", body, "sandbox")).status).toBe(405);
  expect((await notify("GET", "", "nobody")).status).toBe(404);
});
