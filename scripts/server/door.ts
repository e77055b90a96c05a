import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { networkOf } from "#lib/identity/network.ts";
import { discard } from "./body.ts";
import { refuse } from "./http.ts";

/** More than are worked on at once would wait for a connection of the pool (lib/db/client.ts) longer than that waits. */
const MOST_INSIDE = 250;
/** The last places are for those of whose network few are inside, so that nobody takes them all, e.g. with sign-ins that wait for their turn. */
const KEPT_FREE = 50;
const FEW = 10;
const LONGEST_LEAVE_MS = 10_000;

export interface Door {
  /** For the HTTP server. */
  enter: RequestListener;
  /** From now on requests are handed on to `handle`. */
  open(handle: RequestListener): void;
  /** Lets nobody in any more, and waits until those inside have their answer, for up to 10 s. */
  close(): Promise<void>;
}

/**
 * Lets nobody in before the start is done, nor while the server stops, nor more than can be served: they are told to come again soon.
 * Whoever is let in has sent all there is to send (http.ts).
 * Until the door is open, and after, it answers /api/health itself, with 503 and `starting` or `draining`.
 */
export function makeDoor(): Door {
  let handle: RequestListener | null = null;
  let status: "starting" | "draining" = "starting";
  let inside = 0;
  const insideOf = new Map<string, number>();
  let emptied: () => void = () => undefined;

  function enter(request: IncomingMessage, response: ServerResponse): void {
    if (handle && (hasPlace(request) || isHealth(request))) letIn(handle, request, response);
    else if (!handle && isHealth(request)) tell(request, response, status);
    else refuse(request, response, { status: 503 });
  }

  function hasPlace(request: IncomingMessage): boolean {
    const few = (insideOf.get(networkOfClient(request)) ?? 0) < FEW;
    return inside < (few ? MOST_INSIDE : MOST_INSIDE - KEPT_FREE);
  }

  function letIn(known: RequestListener, request: IncomingMessage, response: ServerResponse): void {
    const network = networkOfClient(request);
    count(network, 1);
    response.once("close", () => {
      count(network, -1);
      if (inside === 0) emptied();
    });
    known(request, response);
  }

  function count(network: string, change: 1 | -1): void {
    inside += change;
    const left = (insideOf.get(network) ?? 0) + change;
    if (left > 0) insideOf.set(network, left);
    else insideOf.delete(network);
  }

  async function close(): Promise<void> {
    handle = null;
    status = "draining";
    if (inside === 0) return;
    await new Promise<void>((resolve) => {
      emptied = resolve;
      setTimeout(resolve, LONGEST_LEAVE_MS).unref();
    });
  }

  function open(given: RequestListener): void {
    handle = given;
  }

  return { enter, open, close };
}

/** The client's address as client-address.ts has put it there; of IPv6 the /48, for one customer may have many /64. */
function networkOfClient({ headers, socket }: IncomingMessage): string {
  const network = networkOf(String(headers["x-forwarded-for"] ?? socket.remoteAddress));
  return network.endsWith("::/64") ? network.split(":").slice(0, 3).join(":") : network;
}

function isHealth({ url }: IncomingMessage): boolean {
  return url?.split("?")[0] === "/api/health";
}

function tell(request: IncomingMessage, response: ServerResponse, status: string): void {
  const headers = { "content-type": "application/json", "cache-control": "no-store", "retry-after": "5" };
  response.writeHead(503, headers).end(JSON.stringify({ status }));
  discard(request);
}
