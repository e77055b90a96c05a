import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST as confirm } from "#app/sandbox/confirm/[reference]/complete/route.ts";
import { POST as pay } from "#app/sandbox/pay/[reference]/complete/route.ts";
import { newId } from "#lib/kernel/ids.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { useDatabase } from "#tests/support/database.ts";

vi.mock("next/server", () => ({ after: (work: () => unknown) => work() }));

useDatabase();
const posted: { url: string; body: string; headers: Record<string, string> }[] = [];
beforeEach(() => {
  posted.length = 0;
  vi.stubGlobal("fetch", async (url: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
    posted.push({ url, body, headers });
    return new Response();
  });
});

const request = {
  mode: "payment" as const,
  amount: { minor: 1999n, currency: "EUR" },
  description: "Premium",
  payer: { id: newId(), email: "viewer@example.com", name: "Vera Viewer" },
  saveMethod: true,
  locale: "en",
  number: 1,
  returnUrl: "https://tv.example/return?order=1",
  cancelUrl: "https://tv.example/cancel",
  webhookUrl: "https://tv.example/webhook",
  settings: {},
};

async function open() {
  const transactionId = newId();
  const started = await sandboxGateway.startCheckout({ ...request, transactionId, expiresAt: new Date(Date.now() + 3_600_000) });
  const status = async () =>
    (await sandboxGateway.lookUp({ kind: "CHARGE", transactionId, reference: started.reference, settings: {} })).status;
  return { ...started, status };
}

async function send(route: typeof pay, url: string, fields: Record<string, string>) {
  const [, reference] = /\/(?:pay|confirm)\/([^?/]+)/.exec(url)!;
  const address = url.replace("?", "/complete?");
  const answer = await route(new Request(address, { method: "POST", body: new URLSearchParams(fields) }), {
    params: Promise.resolve({ reference }),
  });
  return { status: answer.status, location: answer.headers.get("location") };
}

describe("the sandbox's payment form", () => {
  it("pays with the card that was typed or clicked, returns to the shop and reports it, signed", async () => {
    const ways: Record<string, string>[] = [{ number: "4242 4242 4242 4242" }, { number: "4000000000009995", card: "4242424242424242" }];
    for (const fields of ways) {
      posted.length = 0;
      const { url, reference, status } = await open();
      expect(await send(pay, url, fields)).toEqual({ status: 303, location: request.returnUrl });
      expect(await status()).toBe("succeeded");
      expect(posted.map((post) => post.url)).toEqual(["http://localhost:3000/api/webhooks/payments/sandbox"]);
      expect(await sandboxGateway.readWebhook(posted[0])).toMatchObject({ reference, type: "payment.succeeded" });
    }
  });

  it("goes back without paying", async () => {
    const { url, status } = await open();
    expect(await send(pay, url, { intent: "cancel", number: "4242424242424242" })).toEqual({ status: 303, location: request.cancelUrl });
    expect(await status()).toBe("canceled");
  });

  it("keeps no number that is not a test card, and lets another be chosen", async () => {
    const { url, status } = await open();
    const { location } = await send(pay, url, { number: "4111111111111111" });
    expect(location).toMatch(/^\/sandbox\/pay\/.*&error=card$/);
    expect(location).not.toContain("4111");
    expect(await status()).toBe("needs_action");
  });

  it("reports nothing when the outcome is unknown, as a gateway that does not answer", async () => {
    const { url } = await open();
    expect((await send(pay, url, { card: "4000000000006975" })).location).toBe(request.returnUrl);
    expect(posted).toEqual([]);
  });

  it("is not there for a reference or a link that was changed", async () => {
    const { url, status } = await open();
    const [first, second] = [url, (await open()).url].map((address) => address.split("?"));
    expect((await send(pay, `${first[0]}?${second[1]}`, { number: "4242424242424242" })).status).toBe(404);
    expect((await send(pay, url.replace("_1999_", "_1_"), { number: "4242424242424242" })).status).toBe(404);
    expect(await status()).toBe("needs_action");
  });
});

describe("the bank's page", () => {
  it("follows a card that asks, and its answer decides", async () => {
    for (const [answer, expected] of [
      ["yes", "succeeded"],
      ["no", "declined"],
    ]) {
      const { url, status } = await open();
      const { location } = await send(pay, url, { card: "4000002760003184" });
      expect(location).toBe(url.replace(/^.*\/sandbox\/pay\//, "/sandbox/confirm/"));
      expect((await send(confirm, `http://localhost:3000${location}`, { answer })).location).toBe(request.returnUrl);
      expect(await status()).toBe(expected);
    }
  });

  it("completes a later charge", async () => {
    const saved = await completeSandboxCheckout((await open()).reference, "4000002500003155");
    const method = saved.status === "succeeded" ? saved.method! : { reference: "" };
    const transactionId = newId();
    const asked = await sandboxGateway.chargeSaved({ ...request, transactionId, method });
    if (asked.status !== "needs_action") throw new Error(asked.status);
    expect(await send(confirm, asked.url!, { answer: "yes" })).toEqual({ status: 303, location: request.returnUrl });
    expect(await sandboxGateway.lookUp({ kind: "CHARGE", transactionId, reference: asked.reference!, settings: {} })).toMatchObject({
      status: "succeeded",
    });
  });
});
