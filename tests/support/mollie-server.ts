import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RawWebhook } from "#lib/payments/gateway.ts";
import { perform } from "./mollie-server/operations.ts";
import { checkoutPage } from "./mollie-server/page.ts";
import { ApiError, World } from "./mollie-server/world.ts";
import { faultsOf, faultsOfAnswer, readDescription } from "./openapi.ts";

/** What goes wrong with the next request: an HTTP status instead of doing it, lost on its way, done with the answer lost, never answered (done or not), or nothing. */
type Trouble = 409 | 429 | 500 | "lost before" | "lost after" | "silent before" | "silent after" | "none";
type Answer = { status: number; text: string };
type Seen = { method: string; path: string; body: string; idempotencyKey?: string };

const KEYS_LAST_MS = 60 * 60_000;

let described: ReturnType<typeof readDescription> | undefined;

/** Mollie's own description of its API; null where it is not at hand. */
export function mollieDescription(): ReturnType<typeof readDescription> {
  if (described === undefined) {
    described = readDescription("mollie.yaml");
    if (!described) console.warn("Mollie's description is not here: its requests are not held against it.");
  }
  return described;
}

/**
 * Mollie on this machine: keeps state, and idempotency keys for an hour, shows a page to pay on, tells the address of each payment what became of it,
 * and holds every request and every answer of its own against Mollie's description (`faults` stays empty) where that is at hand.
 */
export async function startMollieServer({ port = 0 }: { port?: number } = {}) {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = new World(url);
  const apiKey = "test_standInForMollieOnThisMachine";
  const organizationToken = "access_standInForMollieOnThisMachine";
  const seen: Seen[] = [];
  const faults: string[] = [];
  const troubles: Trouble[] = [];
  const keys = new Map<string, Answer & { asked: string; at: number }>();
  let tells = false;
  let told = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const body = await read(request);
    if (pathname.startsWith("/v2/")) api(request, pathname, searchParams, body, response);
    else show(request.method ?? "", pathname, body, response);
    await sendEvents();
  }

  function api(request: IncomingMessage, path: string, query: URLSearchParams, body: string, response: ServerResponse): void {
    const method = request.method ?? "";
    const idempotencyKey = request.headers["idempotency-key"] as string | undefined;
    seen.push({ method, path, body, idempotencyKey });
    const description = mollieDescription();
    const headers = request.headers as Record<string, string>;
    const sent = { method, path, query: query.toString(), headers, body };
    if (description) faults.push(...faultsOf(description, sent).filter((fault) => !isOfTheDescription(fault, body)));
    const trouble = troubles.shift() ?? "none";
    if (typeof trouble === "number") return void reply(response, problem(trouble, "Try again later."));
    if (trouble === "lost before") return void response.destroy();
    if (trouble === "silent before") return;
    const secret = isOfTheOrganization(path) ? organizationToken : apiKey;
    if (headers.authorization !== `Bearer ${secret}`)
      return void reply(response, problem(401, "Missing authentication, or failed to authenticate"));
    const answer = once(idempotencyKey, method, path, query, body);
    if (description) faults.push(...faultsOfAnswer(description, { method, path, status: answer.status, body: answer.text }));
    if (trouble === "lost after") response.destroy();
    else if (trouble !== "silent after") reply(response, answer);
  }

  function once(key: string | undefined, method: string, path: string, query: URLSearchParams, body: string): Answer {
    const asked = `${method} ${path} ${body}`;
    const kept = key ? keys.get(key) : undefined;
    const isFresh = kept && Date.now() - kept.at < KEYS_LAST_MS;
    if (isFresh && kept.asked !== asked) return problem(422, "The idempotency key was used for another request.");
    if (isFresh) return kept;
    const answer = attempt(method, path, query, body);
    if (key) keys.set(key, { ...answer, asked, at: Date.now() });
    return answer;
  }

  function attempt(method: string, path: string, query: URLSearchParams, body: string): Answer {
    try {
      const given = (body ? JSON.parse(body) : {}) as Record<string, unknown>;
      const { status, body: answer } = perform(world, method, path.slice("/v2".length), query, given);
      return { status, text: answer ? JSON.stringify(answer) : "" };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return problem(error.status, error.message, error.field);
    }
  }

  function show(method: string, path: string, body: string, response: ServerResponse): void {
    const [, id = ""] = /^\/checkout\/(tr_\w+)$/.exec(path) ?? [];
    const payment = world.payments.get(id);
    if (!payment) return void response.writeHead(404).end();
    if (method !== "POST") return void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(checkoutPage(payment));
    const given = new URLSearchParams(body);
    const [paidWith, outcome] = [given.get("method") ?? "", given.get("outcome") ?? ""];
    if (outcome === "paid") world.pay(id, paidWith);
    else if (isEnd(outcome)) world.end(id, outcome, paidWith);
    const back = outcome === "canceled" ? (payment.cancelUrl ?? payment.redirectUrl) : payment.redirectUrl;
    response.writeHead(303, { location: String(back) }).end();
  }

  /** From now on each payment's address is told what becomes of it; what came before stays untold. */
  function tell(): void {
    tells = true;
    told = world.told.length;
  }

  /** After each request; call it after acting on `world`. */
  async function sendEvents(): Promise<void> {
    while (tells && told < world.told.length) {
      const { webhookUrl } = world.payment(world.told[told]);
      const body = `id=${world.told[told]}`;
      told += 1;
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      if (webhookUrl) await fetch(String(webhookUrl), { method: "POST", body, headers }).catch(() => undefined);
    }
  }

  /** An event about a payment as it comes to its address. */
  function webhook(paymentId: string): RawWebhook {
    const query = Object.fromEntries(new URL(String(world.payment(paymentId).webhookUrl)).searchParams);
    return { body: `id=${paymentId}`, headers: { "content-type": "application/x-www-form-urlencoded" }, query };
  }

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, apiKey, organizationToken, world, seen, faults, troubles, keys, webhook, tell, sendEvents, close };
}

/**
 * It requires of refunds what only Mollie writes, for they are described as in answers; and a way back of what recurs, of which it says itself that it
 * can be left out.
 */
function isOfTheDescription(fault: string, body: string): boolean {
  if (/\/refunds: body must have required property '(mode|createdAt)'$/.test(fault)) return true;
  return fault.endsWith("required property 'redirectUrl'") && body.includes('"sequenceType":"recurring"');
}

/** What an API key of a profile may not. */
const isOfTheOrganization = (path: string) => /^\/v2\/(?:settlements|permissions)\b/.test(path);

const isEnd = (outcome: string): outcome is "canceled" | "expired" | "failed" | "pending" =>
  ["canceled", "expired", "failed", "pending"].includes(outcome);

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function problem(status: number, detail: string, field?: string): Answer {
  const _links = { documentation: { href: "https://docs.mollie.com/overview/handling-errors", type: "text/html" } };
  return { status, text: JSON.stringify({ status, title: TITLES[status] ?? "Error", detail, field, _links }) };
}

const TITLES: Record<number, string> = {
  401: "Unauthorized Request",
  404: "Not Found",
  409: "Conflict",
  422: "Unprocessable Entity",
  429: "Too Many Requests",
};

function reply(response: ServerResponse, { status, text }: Answer): void {
  response.writeHead(status, { "content-type": "application/hal+json" }).end(text);
}
