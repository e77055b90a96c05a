import { expect, it } from "vitest";
import { ask } from "#lib/payments/ask.ts";
import type { Gateway, PaymentOutcome } from "#lib/payments/gateway.ts";

const gateway = { id: "acme" } as Gateway;

it.each<[string, () => Promise<PaymentOutcome>]>([
  ["refuses to promise anything", () => JSON.parse("<html>")],
  ["promises and breaks it", () => Promise.reject(new Error("reset"))],
  ["answers with nothing", async () => undefined as unknown as PaymentOutcome],
  ["answers what says nothing", async () => ({}) as PaymentOutcome],
])("a plug-in that %s has not answered", async (_what, call) => {
  expect(await ask(gateway, "CHARGE", call)).toMatchObject({ status: "unknown", reason: expect.any(String) });
});

it("takes a payment of which the plug-in does not say how much it was for unknown; what only saves a card moves nothing", async () => {
  const said = { status: "succeeded", reference: "r" } as const;
  for (const kind of ["CHARGE", "REFUND"] as const) expect(await ask(gateway, kind, async () => said)).toMatchObject({ status: "unknown" });
  expect(await ask(gateway, "SETUP", async () => said)).toBe(said);
});
