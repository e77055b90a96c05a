import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Vendor } from "./vendor.ts";

export type FaultyProxy = {
  url: string;
  /** Requests so far, and those among them that failed before the vendor acted, and after, that were held up, and that it got twice. */
  counts: { requests: number; before: number; after: number; delayed: number; twice: number };
  /** From now on requests fail. */
  begin(): void;
  close(): Promise<void>;
};

const HOP_BY_HOP = ["host", "connection", "content-length", "transfer-encoding"];

/**
 * Passes requests on to a vendor and fails one in five, a quarter of those each: the connection is cut before the vendor hears of it; 500 instead;
 * the connection is cut when the vendor has acted; half an answer. One in twenty is held up for up to a second and a half, and one in twenty reaches the vendor twice. Of the first
 * charge of a saved method the vendor hears neither when it is asked for nor when an SDK repeats it: no event tells of it, so it needs reconciliation, which chance might spare a
 * short run.
 */
export async function startFaultyProxy(vendor: Pick<Vendor, "url" | "chargeKey">, random: () => number, now = true): Promise<FaultyProxy> {
  const counts = { requests: 0, before: 0, after: 0, delayed: 0, twice: 0 };
  const unheard = { key: "", tries: 2 };
  let began = now;

  function isUnheard({ method = "", url = "", headers }: IncomingMessage, body: string): boolean {
    const key = vendor.chargeKey(method, url, headers, body);
    if (key === null) return false;
    unheard.key ||= key;
    return key === unheard.key && unheard.tries-- > 0;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    if (!began) {
      const { status, text } = await forward(vendor.url, request, body);
      return answer(response, status, text);
    }
    const drawn = isUnheard(request, body) ? 0 : random();
    counts.requests += 1;
    if (drawn < 0.1) {
      counts.before += 1;
      if (drawn < 0.05) response.destroy();
      else answer(response, 500, '{"error":{"type":"api_error","message":"Something went wrong on our end."}}');
      return;
    }
    if (drawn >= 0.2 && drawn < 0.25) {
      counts.delayed += 1;
      await sleep(1_500 * random());
    }
    if (drawn >= 0.25 && drawn < 0.3) {
      counts.twice += 1;
      await forward(vendor.url, request, body);
    }
    const { status, text } = await forward(vendor.url, request, body);
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
  const begin = () => {
    began = true;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts, begin, close };
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
