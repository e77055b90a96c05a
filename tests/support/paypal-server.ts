import { randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32 } from "node:zlib";
import type { RawWebhook } from "#lib/payments/gateway.ts";
import { makeCertificate } from "./paypal-server/certificate.ts";
import { answerFaults, requestFaults } from "./paypal-server/faults.ts";
import { perform } from "./paypal-server/operations.ts";
import { approvalPage } from "./paypal-server/page.ts";
import type { Payload } from "./paypal-server/payloads.ts";
import { ApiError, World } from "./paypal-server/world.ts";

/** What goes wrong with the next request: an HTTP status instead of doing it, lost on its way, done with the answer lost, never answered (done or not), or nothing. */
type Trouble = 401 | 429 | 500 | "lost before" | "lost after" | "silent before" | "silent after" | "none";
type Seen = { method: string; path: string; body: string; key?: string };
type Answer = { status: number; text: string };

/**
 * PayPal on this machine: answers the requests that the plug-in makes, keeps `PayPal-Request-Id`s, shows a page to approve, signs events with a
 * certificate of its own, and holds every request and answer against PayPal's own descriptions (`faults` stays empty) where those are at hand.
 */
export async function startPayPalServer({ port = 0 }: { port?: number } = {}) {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = new World(url);
  const keys = { clientId: "client-of-stand-in", clientSecret: "secret-of-stand-in", webhookId: "8PT597110X687430LKGECATA" };
  const certificates = new Map([["CERT-stand-in", makeCertificate()]]);
  const seen: Seen[] = [];
  const faults: string[] = [];
  const troubles: Trouble[] = [];
  const answers = new Map<string, Answer & { body: string }>();
  let token = randomUUID();
  let webhookUrl: string | null = null;
  let sent = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, search, searchParams } = new URL(request.url ?? "/", url);
    const body = await read(request);
    if (path === "/checkoutnow") await show(request.method ?? "", searchParams.get("token") ?? "", body, response);
    else if (path.startsWith("/v1/notifications/certs/")) {
      const certificate = certificates.get(path.split("/").at(-1) ?? "");
      response.writeHead(certificate ? 200 : 404, { "content-type": "text/plain" }).end(certificate?.pem);
    } else answer(request, response, { path, query: search.slice(1), body });
    await sendEvents();
  }

  function answer(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query, body }: Record<"path" | "query" | "body", string>,
  ): void {
    const method = request.method ?? "";
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const key = headers["paypal-request-id"];
    seen.push({ method, path, body, key });
    faults.push(...requestFaults({ method, path, query, headers, body }));
    const trouble = troubles.shift();
    if (typeof trouble === "number") {
      reply(response, { status: trouble, text: JSON.stringify(new ApiError(trouble, NAMES[trouble]).body) });
      return;
    }
    if (trouble === "lost before") {
      response.destroy();
      return;
    }
    if (trouble === "silent before") return;
    const given = path === "/v1/oauth2/token" ? giveToken(headers.authorization, body) : once({ method, path, query, body, key }, headers);
    if (trouble === "lost after") response.destroy();
    else if (trouble !== "silent after") reply(response, given);
  }

  function giveToken(authorization: string | undefined, body: string): Answer {
    const expected = `Basic ${Buffer.from(`${keys.clientId}:${keys.clientSecret}`).toString("base64")}`;
    if (authorization !== expected || body !== "grant_type=client_credentials")
      return { status: 401, text: '{"error":"invalid_client","error_description":"Client Authentication failed"}' };
    return { status: 200, text: JSON.stringify({ access_token: token, token_type: "Bearer", expires_in: 32_400, scope: "" }) };
  }

  function once({ method, path, query, body, key }: Seen & { query: string }, headers: Record<string, string>): Answer {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, text: '{"error":"invalid_token"}' };
    const kept = key && answers.get(`${path} ${key}`);
    if (kept && kept.body !== body) faults.push(`${method} ${path}: another request with the key ${key}`);
    if (kept) return kept;
    const given = attempt(method, path, query, body);
    faults.push(...answerFaults({ method, path, status: given.status, body: given.text }));
    if (key) answers.set(`${path} ${key}`, { ...given, body });
    return given;
  }

  function attempt(method: string, path: string, query: string, body: string): Answer {
    try {
      const call = {
        world,
        given: body ? (JSON.parse(body) as Payload) : {},
        query: new URLSearchParams(query),
        webhookId: keys.webhookId,
      };
      const { status, body: said } = perform(call, method, path);
      return { status, text: said ? JSON.stringify(said) : "" };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, text: JSON.stringify(error.body) };
    }
  }

  async function show(method: string, id: string, body: string, response: ServerResponse): Promise<void> {
    const subject = world.orders.get(id) ?? world.setups.get(id);
    const page = world.inside.get(id)?.page ?? {};
    if (!subject) return void response.writeHead(404).end();
    if (method !== "POST")
      return void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(approvalPage(subject, page.cancel_url ?? ""));
    world.approve(id, new URLSearchParams(body).get("account") ?? "");
    const back = new URL(page.return_url ?? url);
    back.searchParams.set("token", id);
    back.searchParams.set("PayerID", "2222222222222");
    response.writeHead(303, { location: back.href }).end();
  }

  /** Events go there from now on; those of the past stay unsent. */
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

  /** An event as PayPal delivers it; of an order its newest. What a forger, or a proxy on the way, would choose may be given. */
  function webhook(
    about: string | Payload,
    { certificate = "CERT-stand-in", time = new Date().toISOString(), origin = url } = {},
  ): RawWebhook {
    const event = typeof about === "string" ? world.events.findLast(({ resource }) => isAbout(resource, about)) : about;
    if (!event) throw new Error(`There was no event about ${about}`);
    const body = JSON.stringify(event, null, 1);
    const id = randomUUID();
    const signed = Buffer.from(`${id}|${time}|${keys.webhookId}|${crc32(body)}`);
    const key = certificates.get(certificate)?.privateKey;
    if (!key) throw new Error(`There is no ${certificate}`);
    const headers = {
      "content-type": "application/json",
      "paypal-transmission-id": id,
      "paypal-transmission-time": time,
      "paypal-transmission-sig": sign("sha256", signed, key).toString("base64"),
      "paypal-cert-url": `${origin}/v1/notifications/certs/${certificate}`,
      "paypal-auth-algo": "SHA256withRSA",
    };
    return { body, headers };
  }

  /** As if a capture had been made an hour ago, also in the answers that are kept for its key. */
  const age = (capture: Payload) => {
    const made = capture.create_time;
    capture.create_time = new Date(Date.parse(made) - 3_600_000).toISOString();
    for (const answer of answers.values()) answer.text = answer.text.replaceAll(made, capture.create_time);
  };
  /** Whether a token was taken back: the next request with it is refused. */
  const revokeToken = () => {
    token = randomUUID();
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, keys, certificates, world, seen, faults, troubles, answers, webhook, sendWebhooksTo, sendEvents, revokeToken, age, close };
}

export type PayPalServer = Awaited<ReturnType<typeof startPayPalServer>>;

const NAMES: Record<number, string> = { 401: "AUTHENTICATION_FAILURE", 429: "RATE_LIMIT_REACHED", 500: "INTERNAL_SERVER_ERROR" };

const isAbout = (resource: Payload, id: string): boolean =>
  [resource.id, resource.supplementary_data?.related_ids?.order_id, resource.dispute_id].includes(id);

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function reply(response: ServerResponse, { status, text }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", "paypal-debug-id": "stand-in" }).end(text);
}
