import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { BadNotification, BadProof } from "#lib/stores/store.ts";
import { apple } from "#lib/stores/vendors/apple/plugin.ts";
import { APPLE_ROOT_CA_G3 } from "#lib/stores/vendors/apple/root-certificate.ts";
import { authority, CHAIN, root, startAppStore } from "#tests/support/app-stores/apple.ts";
import { certificate, LETS_SIGN, SIGNS_RECEIPTS } from "#tests/support/app-stores/certificates.ts";

const vendor = await startAppStore();
const store = apple.open(vendor.keys);
afterAll(() => vendor.close());
const later = new Date(Date.now() + 86_400_000);
beforeEach(() => vendor.troubles.splice(0));

const read = (body: string) => store.readNotification({ body, headers: {} });

it("trusts Apple's own root where no other is named", () => {
  expect(createHash("sha256").update(APPLE_ROOT_CA_G3).digest("hex")).toBe(
    "63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179",
  );
});

it("reads where to look of what Apple has signed, and of a test that there is nothing to look at", async () => {
  const sold = vendor.sell({ id: "100", expires: later });
  expect(await read(vendor.notification("DID_RENEW", sold, { uuid: "u1" }))).toEqual({
    externalId: "u1",
    type: "DID_RENEW",
    reference: "100",
  });
  expect(await read(vendor.notification("SUBSCRIBED", sold, { uuid: "u2", subtype: "INITIAL_BUY" }))).toMatchObject({
    type: "SUBSCRIBED.INITIAL_BUY",
  });
  expect(await read(vendor.notification("TEST", null, { uuid: "u3" }))).toEqual({ externalId: "u3", type: "TEST" });
  expect(await read(vendor.notification("PRICE_CHANGE", null))).toBeNull();
});

const stranger = certificate("Stranger", { ca: true });
const strangersAuthority = certificate("Test Authority", { issuer: stranger, ca: true, marks: [LETS_SIGN] });
const over = { from: new Date("2020-01-01"), until: new Date("2021-01-01") };
it.each([
  ["another root", [certificate("Test Signer", { issuer: strangersAuthority, marks: [SIGNS_RECEIPTS] }), strangersAuthority, root]],
  ["a key that may not sign receipts", [certificate("Test Signer", { issuer: authority }), authority, root]],
  [
    "an authority that may not let sign",
    (() => {
      const unmarked = certificate("Unmarked", { issuer: root, ca: true });
      return [certificate("Test Signer", { issuer: unmarked, marks: [SIGNS_RECEIPTS] }), unmarked, root];
    })(),
  ],
  ["a certificate that is over", [certificate("Test Signer", { issuer: authority, marks: [SIGNS_RECEIPTS], ...over }), authority, root]],
  ["half a chain", CHAIN.slice(0, 2)],
])("refuses what leads to %s", async (_, chain) => {
  const sold = vendor.sell({ id: "100", expires: later });
  await expect(read(vendor.notification("DID_RENEW", sold, { chain }))).rejects.toThrow(BadNotification);
  await expect(store.readProof(vendor.proof(sold, chain))).rejects.toThrow(BadProof);
});

it.each([
  ["another app's", { bundleId: "com.other.app" }],
  ["another app's with the same bundle", { appAppleId: 7 }],
  ["Xcode's", { environment: "Xcode" }],
])("refuses %s notification", async (_, data) => {
  await expect(read(vendor.notification("DID_RENEW", vendor.sell({ id: "100", expires: later }), { data }))).rejects.toThrow(
    BadNotification,
  );
});

it("refuses what was changed on the way, and what is none", async () => {
  const body = JSON.parse(vendor.notification("DID_RENEW", vendor.sell({ id: "100", expires: later })));
  const [head, , signature] = body.signedPayload.split(".");
  const changed = Buffer.from(JSON.stringify({ notificationType: "REFUND", notificationUUID: "u" })).toString("base64url");
  for (const text of [JSON.stringify({ signedPayload: `${head}.${changed}.${signature}` }), "", "{}", '{"signedPayload":"a.b.c"}', "[]"])
    await expect(read(text)).rejects.toThrow(BadNotification);
});

it("says what a purchase is now", async () => {
  const grace = new Date(later.getTime() + 86_400_000);
  const about = async (given: Partial<Parameters<typeof vendor.sell>[0]>) => {
    vendor.sell({ id: "100", expires: later, ...given });
    return store.lookUp("100");
  };
  expect(await about({ account: "0192f3a4-0000-7000-8000-000000000000" })).toEqual({
    reference: "100",
    productId: "tv.family",
    status: "ACTIVE",
    expiresAt: later,
    renews: true,
    account: "0192f3a4-0000-7000-8000-000000000000",
    shared: false,
    test: false,
    price: { minor: 999n, currency: "EUR" },
    orderId: "1000",
    awaitsReceipt: false,
  });
  expect(await about({ renews: false, shared: true })).toMatchObject({ status: "ACTIVE", renews: false, shared: true });
  expect(await about({ status: 4, grace })).toMatchObject({ status: "GRACE", expiresAt: grace });
  expect(await about({ status: 3 })).toMatchObject({ status: "RETRY" });
  expect(await about({ status: 2 })).toMatchObject({ status: "EXPIRED" });
  expect(await about({ status: 5 })).toMatchObject({ status: "REVOKED" });
  expect(await store.lookUp("999")).toBeNull();
});

it.each([
  ["too many requests", { status: 429 }],
  ["an error", { status: 500 }],
  ["wrong keys", { status: 401 }],
  ["silence", "silence"],
] as const)("knows nothing after %s", async (_, trouble) => {
  vendor.sell({ id: "100", expires: later });
  vendor.troubles.push(trouble);
  await expect(store.lookUp("100")).rejects.toThrow();
  expect(await store.lookUp("100")).toMatchObject({ status: "ACTIVE" });
});

it("knows what was bought in the sandbox as a test; an installation for tests knows nothing else, and takes it for what it sells", async () => {
  const sold = vendor.sell({ id: "200", expires: later, sandbox: true });
  expect(await read(vendor.notification("SUBSCRIBED", sold))).toMatchObject({ reference: "200" });
  expect(await store.readProof(vendor.proof(sold))).toBe("200");
  expect(await store.lookUp("200")).toMatchObject({ status: "ACTIVE", test: true });
  const tests = apple.open({ ...vendor.keys, APPLE_ENVIRONMENT: "sandbox" });
  expect(await tests.lookUp("200")).toMatchObject({ status: "ACTIVE", test: false });
  const real = vendor.sell({ id: "100", expires: later });
  expect(await tests.lookUp("100")).toBeNull();
  await expect(tests.readNotification({ body: vendor.notification("SUBSCRIBED", real), headers: {} })).rejects.toThrow(BadNotification);
});

it("refuses what is not signed at all", async () => {
  const sold = vendor.sell({ id: "100", expires: later });
  const { signedPayload } = JSON.parse(vendor.notification("DID_RENEW", sold));
  const [head, body] = signedPayload.split(".");
  const none = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(head, "base64url").toString()), alg: "none" })).toString("base64url");
  for (const forged of [`${none}.${body}.`, `${none}.${body}`, `${head}.${body}.`])
    await expect(read(JSON.stringify({ signedPayload: forged }))).rejects.toThrow(BadNotification);
});

it("lists what it told, page by page", async () => {
  const [from, to] = [new Date(2026, 0, 1), new Date(2026, 0, 2)];
  const at = new Date(2026, 0, 1, 12);
  const sold = vendor.sell({ id: "100", expires: later });
  for (const uuid of ["h1", "h2", "h3"]) vendor.notification("DID_RENEW", sold, { uuid, at });
  vendor.notification("DID_RENEW", sold, { uuid: "h0", at: new Date(2025, 11, 31) });
  const first = await store.listEvents({ from, to, page: null });
  const second = await store.listEvents({ from, to, page: first.next });
  expect([...first.events, ...second.events].map(({ externalId, reference }) => [externalId, reference])).toEqual(
    ["h1", "h2", "h3"].map((id) => [id, "100"]),
  );
  expect(second.next).toBeNull();
  vendor.troubles.push({ status: 500 });
  await expect(store.listEvents({ from, to, page: null })).rejects.toThrow();
});

it("tries its keys by asking for a test notification", async () => {
  await store.test();
  const stranger = apple.open({ ...vendor.keys, APPLE_BUNDLE_ID: "com.other.app" });
  await expect(stranger.test()).rejects.toThrow();
});
