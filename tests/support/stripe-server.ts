import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import type { RawWebhook } from "#lib/payments/gateway.ts";
import { faultsOfAnswer } from "./stripe-server/answer-faults.ts";
import { faultsOf, stripeDescription } from "./stripe-server/description.ts";
import { readMultipart, readParameters, valueAt } from "./stripe-server/form.ts";
import { perform } from "./stripe-server/operations.ts";
import { bankPage, paymentPage } from "./stripe-server/page.ts";
import type { Payload } from "./stripe-server/payloads.ts";
import { ApiError, World } from "./stripe-server/world.ts";

/** What goes wrong with the next request: an HTTP status instead of doing it, lost on its way, done with the answer lost, never answered (done or not), or nothing. */
type Trouble = 409 | 429 | 500 | "lost before" | "lost after" | "silent before" | "silent after" | "none";

type Answer = { status: number; text: string };
type Seen = { method: string; path: string; body: string; idempotencyKey?: string; apiVersion?: string };

/**
 * Stripe on this machine: answers the requests that the plug-in makes with payloads of the recorded shape, keeps idempotency keys, shows a
 * payment page, signs webhooks, and holds every request and every answer of its own against Stripe's description (`faults` stays empty) where that is at hand.
 */
export async function startStripeServer({ port = 0 }: { port?: number } = {}) {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = new World(url);
  const secretKey = "sk_test_stand_in";
  const webhookSecret = "whsec_stand_in";
  const seen: Seen[] = [];
  const faults: string[] = [];
  const troubles: Trouble[] = [];
  const answers = new Map<string, Answer & { fingerprint: string }>();
  let webhookUrl: string | null = null;
  let sent = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? "/", url);
    const body = await read(request);
    if (!pathname.startsWith("/v1/")) await show(request.method ?? "", pathname, body, response);
    else api(request, pathname, search.slice(1), body, response);
    await sendEvents();
  }

  function api(request: IncomingMessage, path: string, query: string, body: string, response: ServerResponse): void {
    const method = request.method ?? "";
    const idempotencyKey = header(request, "idempotency-key");
    seen.push({ method, path, body, idempotencyKey, apiVersion: header(request, "stripe-version") });
    const description = stripeDescription();
    const hold = (found: string[], what: string) => faults.push(...found.map((fault) => `${method} ${path}${what}: ${fault}`));
    if (description) hold(faultsOf(description, method, path, query, body), "");
    const trouble = troubles.shift();
    if (trouble === "lost before") {
      response.destroy();
      return;
    }
    if (trouble === "silent before") return;
    const isOurs = header(request, "authorization") === `Bearer ${secretKey}`;
    const answer = typeof trouble === "number" ? problem(trouble) : isOurs ? once(idempotencyKey, method, path, query || body) : refused();
    if (description) hold(faultsOfAnswer(description, { method, path, ...answer }), ` ${answer.status}`);
    if (trouble === "lost after") response.destroy();
    else if (trouble !== "silent after") reply(response, answer);
  }

  function once(key: string | undefined, method: string, path: string, encoded: string): Answer {
    const fingerprint = `${method} ${path} ${encoded}`;
    const kept = key && answers.get(key);
    if (kept && kept.fingerprint !== fingerprint)
      return problemOf(400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters.");
    if (kept) return kept;
    const answer = attempt(method, path, encoded);
    // Stripe keeps no answer of a request that it refused before doing anything.
    if (key && answer.status !== 400 && answer.status !== 404) answers.set(key, { fingerprint, ...answer });
    return answer;
  }

  function attempt(method: string, path: string, encoded: string): Answer {
    try {
      return { status: 200, text: JSON.stringify(perform(world, method, path, readParameters(encoded))) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, text: JSON.stringify({ error: error.error }) };
    }
  }

  async function show(method: string, path: string, body: string, response: ServerResponse): Promise<void> {
    const [, place, id = ""] = /^\/(c\/pay|authenticate)\/(\w+)$/.exec(path) ?? [];
    const found = world.objects.get(id);
    if (!found) return void response.writeHead(404).end();
    const given = readParameters(body);
    if (place === "authenticate") {
      if (method !== "POST") return html(response, bankPage());
      const action = found.next_action as { redirect_to_url: { return_url: string } } | null;
      world.authenticate(id, valueAt(given, "answer") === "yes");
      return seeOther(response, action?.redirect_to_url.return_url ?? "/");
    }
    if (method !== "POST") return html(response, paymentPage(found));
    const result = world.pay(id, valueAt(given, "number") ?? "");
    return result === "done" ? seeOther(response, String(found.success_url)) : html(response, paymentPage(found, result.message));
  }

  /** Webhooks go there from now on; those of the past stay unsent. */
  function sendWebhooksTo(address: string | null): void {
    webhookUrl = address;
    sent = world.events.length;
  }

  /** After each request; call it after acting on `world`. */
  async function sendEvents(): Promise<void> {
    if (!webhookUrl) return;
    for (const event of world.events.slice(sent)) {
      sent += 1;
      const { body, headers } = webhook(event);
      await fetch(webhookUrl, { method: "POST", body, headers }).catch(() => undefined);
    }
  }

  /** An event as Stripe delivers it: the newest one about `subject`, or the one given. */
  function webhook(subject: string | Payload, type?: string): RawWebhook {
    const about = ({ data, type: kind }: Payload) => (data as { object: Payload }).object.id === subject && (!type || kind === type);
    const event = typeof subject === "string" ? world.events.findLast(about) : subject;
    if (!event) throw new Error(`There was no event about ${subject}`);
    const body = JSON.stringify(event, null, 2);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret });
    return { body, headers: { "content-type": "application/json", "stripe-signature": signature } };
  }

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, secretKey, webhookSecret, world, seen, faults, troubles, webhook, sendWebhooksTo, sendEvents, close };
}

export type StripeServer = Awaited<ReturnType<typeof startStripeServer>>;

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = header(request, "content-type") ?? "";
  return type.startsWith("multipart/") ? readMultipart(type, raw) : raw.toString("utf8");
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function problem(status: number): Answer {
  if (status === 409)
    return problemOf(
      status,
      "idempotency_error",
      "There is currently another in-progress request using this Idempotent Key.",
      "idempotency_key_in_use",
    );
  return status === 429
    ? problemOf(status, "invalid_request_error", "Too many requests.")
    : problemOf(status, "api_error", "Something went wrong on our end.");
}

function refused(): Answer {
  return problemOf(401, "invalid_request_error", "Invalid API Key provided: sk_test_****");
}

function problemOf(status: number, type: string, message: string, code?: string): Answer {
  return { status, text: JSON.stringify({ error: { type, message, code } }) };
}

function reply(response: ServerResponse, { status, text }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": "req_stand_in" }).end(text);
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(text);
}

function seeOther(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}
