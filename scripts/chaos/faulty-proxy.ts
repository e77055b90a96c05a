import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type FaultyProxy = {
  url: string;
  /** Requests so far, and those among them that failed before the target acted, and after. */
  counts: { requests: number; before: number; after: number };
  close(): Promise<void>;
};

const HOP_BY_HOP = ["host", "connection", "content-length", "transfer-encoding"];

/**
 * Passes requests on to `target` and fails one in five, a quarter of those each: the connection is cut before the target hears of it; 500 instead;
 * the connection is cut when the target has acted; half an answer. Of the first charge the target hears neither when it is asked for nor when the
 * SDK repeats it: no event tells of it, so it needs reconciliation, which chance might spare a short run.
 */
export async function startFaultyProxy(target: string, random: () => number): Promise<FaultyProxy> {
  const counts = { requests: 0, before: 0, after: 0 };
  const unheard = { key: "", tries: 2 };

  function isUnheard({ method, url, headers }: IncomingMessage): boolean {
    if (method !== "POST" || url !== "/v1/payment_intents") return false;
    unheard.key ||= String(headers["idempotency-key"]);
    return headers["idempotency-key"] === unheard.key && unheard.tries-- > 0;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const drawn = isUnheard(request) ? 0 : random();
    counts.requests += 1;
    const body = await read(request);
    if (drawn < 0.1) {
      counts.before += 1;
      if (drawn < 0.05) response.destroy();
      else answer(response, 500, '{"error":{"type":"api_error","message":"Something went wrong on our end."}}');
      return;
    }
    const { status, text } = await forward(target, request, body);
    if (drawn < 0.2) {
      counts.after += 1;
      if (drawn < 0.15) response.destroy();
      else answerHalf(response, status, text);
      return;
    }
    answer(response, status, text);
  }

  // A server that is killed cuts its requests off.
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy()));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts, close };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function forward(target: string, { method, url, headers }: IncomingMessage, body: string): Promise<{ status: number; text: string }> {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" && !HOP_BY_HOP.includes(name) ? [[name, value] as [string, string]] : [],
  );
  const answered = await fetch(`${target}${url}`, { method, headers: sent, body: body || undefined });
  return { status: answered.status, text: await answered.text() };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(text);
}

function answerHalf(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}
