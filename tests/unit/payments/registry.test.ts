import { afterEach, expect, it, vi } from "vitest";

async function registry(environment: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return import("#lib/payments/registry.ts");
}

const switches = (sandbox: boolean, stripe: boolean) => ({ gateways: { sandbox: { enabled: sandbox }, stripe: { enabled: stripe } } });
const names = (list: { id: string }[]) => list.map(({ id }) => id);
afterEach(() => {
  vi.unstubAllEnvs();
});

it("leaves a gateway without keys out", async () => {
  const { gateway, gateways } = await registry({ STREAMTILL_MODE: "start", STRIPE_SECRET_KEY: "" });
  expect(names(gateways(switches(false, true)))).toEqual([]);
  expect(gateway("stripe")).toBeNull();
  expect(gateway("constructor")).toBeNull();
});

it("offers what has its keys and is switched on, and still knows what is switched off", async () => {
  const { gateway, gateways } = await registry({
    STREAMTILL_MODE: "start",
    STRIPE_SECRET_KEY: "sk_test_1",
    STRIPE_WEBHOOK_SECRET: "whsec_1",
  });
  expect(names(gateways(switches(false, true)))).toEqual(["stripe"]);
  expect(names(gateways(switches(true, false)))).toEqual(["sandbox"]);
  expect(gateway("stripe")?.can.webhooks).toBe(true);
  expect(gateway("sandbox")?.id).toBe("sandbox");
});

it("reads no webhooks of Stripe without their secret", async () => {
  const { gateway } = await registry({ STREAMTILL_MODE: "start", STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "" });
  expect(gateway("stripe")?.can.webhooks).toBe(false);
});

it("always offers the sandbox in the demo", async () => {
  const { gateways } = await registry({ STREAMTILL_MODE: "demo", STRIPE_SECRET_KEY: "" });
  expect(names(gateways(switches(false, true)))).toEqual(["sandbox"]);
});
