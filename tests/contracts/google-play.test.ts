import { afterAll, beforeEach, expect, it } from "vitest";
import { BadNotification, BadProof } from "#lib/stores/store.ts";
import { google } from "#lib/stores/vendors/google/plugin.ts";
import { about, aboutVoided, bearer, push, startPlay } from "#tests/support/app-stores/google.ts";

const vendor = await startPlay();
const store = google.open(vendor.keys);
afterAll(() => vendor.close());
beforeEach(() => {
  vendor.troubles.splice(0);
  vendor.asked.splice(0);
});
const later = new Date(Date.now() + 86_400_000);
const TOKEN = "token-of-a-purchase-1";

const read = (body: string, headers = bearer()) => store.readNotification({ body, headers });

it("reads where to look of what Google has signed, and keeps its keys", async () => {
  expect(await read(push(about(TOKEN, 2), { messageId: "m1" }))).toEqual({ externalId: "m1", type: "subscription.2", reference: TOKEN });
  expect(await read(push(aboutVoided(TOKEN), { messageId: "m2" }))).toEqual({ externalId: "m2", type: "voided", reference: TOKEN });
  expect(await read(push({ testNotification: { version: "1.0" } }, { messageId: "m3" }))).toEqual({ externalId: "m3", type: "test" });
  expect(await read(push({ oneTimeProductNotification: { purchaseToken: TOKEN } }))).toBeNull();
  expect(await read(push(about(TOKEN), { packageName: "com.other.app" }))).toBeNull();
  expect(vendor.asked.filter(({ path }) => path === "/oauth2/v1/certs").length).toBeLessThanOrEqual(1);
});

const past = Math.floor(Date.now() / 1000) - 7200;
it.each([
  ["nobody", {}],
  ["a stranger", bearer({}, { stranger: true })],
  ["a push for another address", bearer({ aud: "https://other.example.com" })],
  ["another account", bearer({ email: "other@my-project.iam.gserviceaccount.com" })],
  ["an account that nobody has verified", bearer({ email_verified: false })],
  ["another issuer", bearer({ iss: "https://evil.example.com" })],
  ["one that is over", bearer({ iat: past, exp: past + 3600 })],
  ["a token that is none", { authorization: "Bearer a.b.c" }],
])("refuses %s", async (_, headers) => {
  await expect(read(push(about(TOKEN)), headers)).rejects.toThrow(BadNotification);
});

it("refuses a body that is no push", async () => {
  for (const body of ["", "{}", "[]", '{"message":{"messageId":"1","data":"e30="}}', '{"message":{"messageId":"1","data":"%"}}'])
    await expect(read(body)).rejects.toThrow(BadNotification);
});

it("says what a purchase is now", async () => {
  const of = (given: object) => {
    vendor.sell({ token: TOKEN, expires: later, ...given });
    return store.lookUp(TOKEN);
  };
  expect(await of({ account: "viewer" })).toEqual({
    reference: TOKEN,
    productId: "tv.family",
    status: "ACTIVE",
    expiresAt: later,
    renews: true,
    account: "viewer",
    shared: false,
    test: false,
    price: { minor: 999n, currency: "EUR" },
    replaces: undefined,
    orderId: `GPA.${TOKEN}`,
    awaitsReceipt: true,
  });
  for (const [state, status] of [
    ["PENDING", "PENDING"],
    ["IN_GRACE_PERIOD", "GRACE"],
    ["ON_HOLD", "RETRY"],
    ["PAUSED", "PAUSED"],
    ["CANCELED", "ACTIVE"],
    ["EXPIRED", "EXPIRED"],
    ["PENDING_PURCHASE_CANCELED", "EXPIRED"],
  ])
    expect(await of({ state: `SUBSCRIPTION_STATE_${state}` }), state).toMatchObject({ status });
  expect(await of({ replaces: "token-of-before" })).toMatchObject({ replaces: "token-of-before" });
  expect(await store.lookUp("token-of-nobody")).toBeNull();
  vendor.sell({ token: TOKEN, expires: later, state: "SUBSCRIPTION_STATE_OF_TOMORROW" });
  await expect(store.lookUp(TOKEN)).rejects.toThrow(/OF_TOMORROW/);
});

it("asks which money was given back where that is said", async () => {
  const { order } = vendor.sell({ token: TOKEN, expires: later });
  vendor.voided.push({ purchaseToken: TOKEN, orderId: order }, { purchaseToken: "another-token", orderId: "GPA.9" });
  expect(await store.lookUp(TOKEN, { voided: true })).toMatchObject({ voidedOrderIds: [order] });
});

it("lists the money that was given back in a time, page by page", async () => {
  const [from, to] = [new Date("2026-01-01"), new Date("2026-01-02")];
  vendor.voided.splice(0);
  for (const day of [1, 1, 1, 5]) {
    const orderId = `GPA.${vendor.voided.length}`;
    vendor.voided.push({ purchaseToken: TOKEN, orderId, voidedTimeMillis: String(Date.UTC(2026, 0, day, 12)) });
  }
  const first = await store.listEvents({ from, to, page: null });
  const second = await store.listEvents({ from, to, page: first.next });
  const orders = [...first.events, ...second.events].map(({ order, externalId, reference }) => [order, externalId, reference]);
  expect(orders).toEqual(["GPA.0", "GPA.1", "GPA.2"].map((order) => [order, `voided:${order}`, TOKEN]));
  expect(second.next).toBeNull();
});

it("knows what a licence tester buys as a test, but in an installation for tests", async () => {
  vendor.sell({ token: TOKEN, expires: later, test: true });
  expect(await store.lookUp(TOKEN)).toMatchObject({ test: true });
  expect(await google.open({ ...vendor.keys, GOOGLE_PLAY_ENVIRONMENT: "test" }).lookUp(TOKEN)).toMatchObject({ test: false });
});

it("refuses a token that is signed with nothing", async () => {
  const [, claims] = bearer().authorization.split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT", kid: "ours" })).toString("base64url");
  await expect(read(push(about(TOKEN)), { authorization: `Bearer ${none}.${claims}.` })).rejects.toThrow(BadNotification);
});

it("tells Google that the viewer has it", async () => {
  const sold = vendor.sell({ token: TOKEN, expires: later });
  await store.acknowledge?.({ reference: TOKEN, productId: sold.product });
  expect(await store.lookUp(TOKEN)).toMatchObject({ awaitsReceipt: false });
});

it.each([
  ["too many requests", { status: 429 }],
  ["an error", { status: 500 }],
  ["no rights", { status: 403 }],
  ["silence", "silence"],
] as const)("knows nothing after %s", async (_, trouble) => {
  vendor.sell({ token: TOKEN, expires: later });
  vendor.troubles.push(trouble);
  await expect(store.lookUp(TOKEN)).rejects.toThrow();
  expect(await store.lookUp(TOKEN)).toMatchObject({ status: "ACTIVE" });
});

it("takes no proof that cannot be a token, and leads to where it is managed", async () => {
  await expect(store.readProof("../../evil")).rejects.toThrow(BadProof);
  expect(await store.readProof(TOKEN)).toBe(TOKEN);
  expect(store.manageUrl("tv.family")).toBe("https://play.google.com/store/account/subscriptions?sku=tv.family&package=com.example.tv");
});
