import { expect, it } from "vitest";
import { parseEnv } from "#lib/kernel/env.ts";
import { faultsOf, httpAddress, type Key, readKeys } from "#lib/kernel/keys.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { STORES } from "#lib/stores/plugins.ts";

const KEYS: Key[] = [
  { name: "ACME_API_KEY", required: true, example: "from acme.example" },
  { name: "ACME_WEBHOOK_SECRET" },
  { name: "ACME_API_BASE", hidden: true, shape: httpAddress, example: "https://api.acme.example" },
];

it("gives a plug-in its own variables, and none to one that lacks what it needs", () => {
  expect(readKeys(KEYS, { ACME_API_KEY: " key ", ACME_WEBHOOK_SECRET: " ", OTHER: "x" })).toEqual({
    ACME_API_KEY: "key",
    ACME_WEBHOOK_SECRET: undefined,
    ACME_API_BASE: undefined,
  });
  expect(readKeys(KEYS, { ACME_WEBHOOK_SECRET: "secret" })).toBeNull();
  expect(readKeys([], {})).toEqual({});
});

it.each([
  ["nothing", {}, []],
  ["the key alone", { ACME_API_KEY: "key" }, []],
  [
    "a secret without the key",
    { ACME_WEBHOOK_SECRET: "secret" },
    ["ACME_API_KEY: is missing, though ACME_WEBHOOK_SECRET is set. Example: from acme.example"],
  ],
  ["a stand-in without a key", { ACME_API_BASE: "http://127.0.0.1:1" }, []],
  ["an address that is none", { ACME_API_KEY: "key", ACME_API_BASE: "acme" }, [expect.stringMatching(/^ACME_API_BASE: .*Example: https/)]],
])("finds what is wrong with %s", (_, given, faults) => {
  expect(faultsOf(KEYS, given)).toEqual(faults);
});

it.each([
  [{ SMTP_URL: "mail.example.com" }, /SMTP_URL: must begin with smtp:\/\//],
  [{ SMTP_URL: "smtp://localhost", MAIL_FROM: "My TV" }, /MAIL_FROM: must be an address/],
  [{ MAIL_FROM: "tv@example.com" }, /SMTP_URL: is missing, though MAIL_FROM is set/],
  [{ TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "t" }, /TWILIO_FROM: is missing, though TWILIO_ACCOUNT_SID is set/],
  [{ STRIPE_WEBHOOK_SECRET: "whsec_1" }, /STRIPE_SECRET_KEY: is missing, though STRIPE_WEBHOOK_SECRET is set/],
  [{ STRIPE_SECRET_KEY: "pk_live_1" }, /STRIPE_SECRET_KEY: a secret key begins with sk_live_.*Example: sk_live_/],
  [{ STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET: "we_1" }, /STRIPE_WEBHOOK_SECRET: .* begins with whsec_ \(we_ is the id/],
  [{ STRIPE_SECRET_KEY: "sk_live_1", STRIPE_PUBLISHABLE_KEY: "sk_live_1" }, /STRIPE_PUBLISHABLE_KEY: a publishable key begins with pk_/],
  [
    { STRIPE_SECRET_KEY: "rk_live_1", STRIPE_PUBLISHABLE_KEY: "pk_test_1" },
    /STRIPE_PUBLISHABLE_KEY: is of test mode, and STRIPE_SECRET_KEY of live mode/,
  ],
  [{ MOLLIE_API_KEY: "access_1234567890" }, /MOLLIE_API_KEY: an API key begins with live_ or test_/],
  [
    { MOLLIE_API_KEY: "live_1234567890", MOLLIE_ORGANIZATION_TOKEN: "live_1234567890" },
    /MOLLIE_ORGANIZATION_TOKEN: an access token of an organisation begins with access_.*Example: access_/,
  ],
  [
    { MOLLIE_API_KEY: "test_1234567890", MOLLIE_ORGANIZATION_TOKEN: "access_1234567890" },
    /MOLLIE_ORGANIZATION_TOKEN: goes with a live MOLLIE_API_KEY/,
  ],
])("what ours say of %j", (given, fault) => {
  const faults = [...GATEWAYS, ...CHANNELS, ...STORES].flatMap(({ keys }) => faultsOf(keys, given));
  expect(faults).toEqual([expect.stringMatching(fault)]);
});

it.each([
  { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1", STRIPE_PUBLISHABLE_KEY: "pk_test_1" },
  { STRIPE_SECRET_KEY: "rk_live_1", STRIPE_PUBLISHABLE_KEY: "pk_live_1" },
  { MOLLIE_API_KEY: "live_1234567890", MOLLIE_ORGANIZATION_TOKEN: "access_1234567890" },
])("takes %j", (given) => {
  expect(GATEWAYS.flatMap(({ keys }) => faultsOf(keys, given))).toEqual([]);
});

it("no plug-in has another's id, or shares a key with it: events, payments and the start's checks tell them apart by these", () => {
  const ours = [...GATEWAYS, ...CHANNELS, ...STORES];
  for (const names of [ours.map(({ id }) => id), ours.flatMap(({ keys }) => keys.map(({ name }) => name))])
    expect(names).toEqual([...new Set(names)]);
  for (const { id, label } of ours) {
    expect(["balance", "internal", "outbox"]).not.toContain(id);
    expect([id, label]).toEqual([expect.stringMatching(/^[a-z]+$/), expect.stringMatching(/./)]);
  }
  for (const { settings } of [...GATEWAYS, ...CHANNELS]) {
    for (const { name } of settings) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  }
});

it("where a stand-in may be is a variable that pages let a form lead to (lib/web/http/csp.ts)", () => {
  const addresses = [...GATEWAYS, ...CHANNELS, ...STORES].flatMap(({ keys }) => keys.filter(({ shape }) => shape === httpAddress));
  for (const { name } of addresses) expect(name).toMatch(/_API_BASE$/);
});

it("a start is refused for a plug-in's key as for our own, with all that is wrong at once and no value", () => {
  const start = () => parseEnv({ PORT: "no", AUTH_SECRET: "short", ACME_WEBHOOK_SECRET: "whsec_hidden" }, [KEYS]);
  expect(start).toThrow(/PORT: [\s\S]*ACME_API_KEY: is missing/);
  expect(start).not.toThrow(/whsec_hidden/);
});
