import { beforeAll, expect, it, vi } from "vitest";
import { POST } from "#app/api/webhooks/payments/[gateway]/route.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/kernel/ids.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { useDatabase } from "#tests/support/database.ts";

const handled: Promise<unknown>[] = [];
vi.mock("next/server", () => ({ after: (work: () => Promise<unknown>) => handled.push(work()) }));

useDatabase();
let reference: string;
beforeAll(async () => {
  const started = await sandboxGateway.startCheckout({
    transactionId: newId(),
    mode: "payment",
    amount: { minor: 1999n, currency: "EUR" },
    description: "Premium",
    payer: { id: newId(), email: "viewer@example.com", name: "Vera Viewer" },
    saveMethod: true,
    locale: "en",
    number: 1,
    returnUrl: "https://tv.example/return",
    cancelUrl: "https://tv.example/cancel",
    webhookUrl: "https://tv.example/webhook",
    settings: {},
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  reference = started.reference;
});

async function post(gateway: string, body: BodyInit, headers: Record<string, string> = {}): Promise<number> {
  const request = new Request(`https://tv.example/api/webhooks/payments/${gateway}`, {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
  const response = await POST(request, { params: Promise.resolve({ gateway }) });
  await Promise.all(handled.splice(0));
  return response.status;
}

const stored = () => db.inboundEvent.count();

it("stores a genuine event once, however often it comes", async () => {
  const { body, headers } = sandboxWebhook(reference, "succeeded");
  const answers = await Promise.all(Array.from({ length: 10 }, () => post("sandbox", body, headers)));
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await stored()).toBe(1);
  expect(await db.inboundEvent.findFirst()).toMatchObject({
    source: "sandbox",
    type: "payment.succeeded",
    payload: body,
    handledAt: expect.any(Date),
  });
});

it("answers a bad signature with 400 and stores nothing", async () => {
  const before = await stored();
  const { body, headers } = sandboxWebhook(reference, "declined");
  expect(await post("sandbox", body.replace("declined", "succeeded"), headers)).toBe(400);
  expect(await post("sandbox", body)).toBe(400);
  expect(await post("sandbox", "")).toBe(400);
  expect(await stored()).toBe(before);
});

it("knows no gateway that is not there", async () => {
  const { body, headers } = sandboxWebhook(reference, "succeeded");
  expect(await post("paypal", body, headers)).toBe(404);
  expect(await post("stripe", body, headers)).toBe(404);
  expect(await post("__proto__", body, headers)).toBe(404);
});

it("reads no more than a megabyte, whatever was declared", async () => {
  const chunk = new Uint8Array(256 * 1024);
  let pulled = 0;
  const endless = new ReadableStream({ pull: (controller) => void (pulled++ < 1000 ? controller.enqueue(chunk) : controller.close()) });
  expect(await post("sandbox", endless)).toBe(413);
  expect(pulled).toBeLessThan(20);
  expect(await post("sandbox", "x".repeat(1024 * 1024 + 1))).toBe(413);
  expect(await post("sandbox", "x".repeat(1024 * 1024))).toBe(400);
});
