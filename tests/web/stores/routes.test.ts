import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST as report } from "#app/api/v1/store-purchases/route.ts";
import { POST as notify } from "#app/api/webhooks/stores/[store]/route.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/kernel/env.ts";
import { mapProduct } from "#lib/stores/map-product.ts";
import { startAppStore } from "#tests/support/app-stores/apple.ts";
import { about, bearer, push, startPlay } from "#tests/support/app-stores/google.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
const afterwards = vi.hoisted(() => [] as (() => Promise<unknown>)[]);
vi.mock("next/server", () => ({ after: (work: () => Promise<unknown>) => afterwards.push(work) }));

useDatabase();
const [apple, play] = await Promise.all([startAppStore(), startPlay()]);
const TOKEN = "a-token-that-only-tests-know-0123456789";
Object.assign(process.env, apple.keys, play.keys, { API_TOKEN: TOKEN });
afterAll(() => {
  apple.close();
  play.close();
});

const later = new Date(Date.now() + 86_400_000);
let product: string;
beforeAll(async () => {
  const { plan } = await aPlan();
  product = "tv.family";
  for (const store of ["apple", "google"])
    await mapProduct({ planId: plan.id, store, productId: product }, { kind: "SYSTEM", name: "Test" });
});

const post = (store: string, body: string, headers: Record<string, string> = {}) =>
  notify(new Request("http://localhost", { method: "POST", body, headers }), { params: Promise.resolve({ store }) });

const say = (body: unknown, authorization = `Bearer ${TOKEN}`) =>
  report(new Request("http://localhost", { method: "POST", body: JSON.stringify(body), headers: { authorization } }));

test("a store's notification is answered first, and handled after, once", async () => {
  const viewer = await aViewer();
  const body = apple.notification("SUBSCRIBED", apple.sell({ id: "1", expires: later, account: viewer.id }));
  expect((await post("apple", body)).status).toBe(200);
  expect((await post("apple", body)).status).toBe(200);
  expect([await db.storePurchase.count(), afterwards.length]).toEqual([0, 1]);
  await afterwards.pop()?.();
  expect(await db.storePurchase.findMany({ select: { customerId: true, status: true } })).toEqual([
    { customerId: viewer.id, status: "ACTIVE" },
  ]);
});

test("others are refused, and nothing of theirs is kept", async () => {
  const events = await db.inboundEvent.count();
  const sold = apple.sell({ id: "2", expires: later });
  expect((await post("nobody", "{}")).status).toBe(404);
  expect((await post("apple", "{}")).status).toBe(400);
  expect((await post("apple", apple.notification("SUBSCRIBED", sold, { data: { environment: "Sandbox" } }))).status).toBe(400);
  expect((await post("apple", "x".repeat(256 * 1024 + 1))).status).toBe(413);
  expect((await post("google", push(about("token-of-a-purchase")))).status).toBe(400);
  expect((await post("google", push(about("token-of-a-purchase")), bearer({}, { stranger: true }))).status).toBe(400);
  expect((await post("google", push(about("token-of-a-purchase"), { packageName: "com.other.app" }), bearer())).status).toBe(200);
  expect([await db.inboundEvent.count(), afterwards.length]).toEqual([events, 0]);
});

test("an app's server tells what its viewer has bought", async () => {
  const viewer = await aViewer();
  play.sell({ token: "token-of-a-purchase", product, expires: later });
  const response = await say({ store: "google", customerId: viewer.id, proof: "token-of-a-purchase" });
  expect([response.status, await response.json()]).toEqual([
    200,
    { store: "google", product, status: "active", expiresAt: later.toISOString(), renews: true, entitled: true },
  ]);
  const sold = apple.sell({ id: "3", expires: later });
  expect((await say({ store: "apple", customerId: viewer.id, proof: apple.proof(sold) })).status).toBe(200);
});

test("what is no proof, no viewer, or another's is refused", async () => {
  const [viewer, other] = [await aViewer(), await aViewer()];
  const proof = apple.proof(apple.sell({ id: "4", expires: later }));
  const ask = async (body: object, authorization?: string) => {
    const response = await say({ store: "apple", customerId: viewer.id, proof, ...body }, authorization);
    const text = await response.text();
    return [response.status, text ? JSON.parse(text).error : null];
  };
  expect(await ask({}, "Bearer another")).toEqual([401, null]);
  expect(await ask({ more: 1 })).toEqual([400, "invalid_body"]);
  expect(await ask({ customerId: "me" })).toEqual([400, "invalid_body"]);
  expect(await ask({ customerId: "00000000-0000-4000-8000-000000000000" })).toEqual([404, "customer_unknown"]);
  expect(await ask({ store: "amazon" })).toEqual([404, "store_unknown"]);
  expect(await ask({ proof: "a.b.c" })).toEqual([422, "store_proof_invalid"]);
  expect(await ask({ store: "google", proof: "token-of-nobody" })).toEqual([404, "store_purchase_unknown"]);
  expect((await ask({}))[0]).toBe(200);
  expect(await ask({ customerId: other.id })).toEqual([409, "store_purchase_taken"]);
  apple.troubles.push({ status: 500 });
  expect(await ask({})).toEqual([503, "store_silent"]);
  expect((await ask({ proof: "x".repeat(40_000) }))[0]).toBe(413);
  env().API_TOKEN = undefined;
  expect(await ask({})).toEqual([404, null]);
});
