import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { discard } from "./body.ts";
import { networkOfClient } from "./client-address.ts";
import { refuse } from "./http.ts";
import { makeShares, type Shares } from "./shares.ts";

/**
 * More than are worked on at once would wait for a connection of the pool (lib/db/client.ts) longer than that waits. Nobody takes them all, e.g. with
 * sign-ins that wait for their turn.
 */
const PLACES = { most: 250, keptForFew: 50, few: 10 };
/** Places of its own for /api/health, few for each network: it is told while all others are taken, and whoever asks without end takes none of those. */
const ASKING = { most: 50, keptForFew: 50, few: 10 };
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
  const places = makeShares(PLACES);
  const asking = makeShares(ASKING);
  let emptied: () => void = () => undefined;

  function enter(request: IncomingMessage, response: ServerResponse): void {
    if (handle) letIn(handle, isHealth(request) ? asking : places, request, response);
    else if (isHealth(request)) tell(request, response, status);
    else refuse(request, response, { status: 503 });
  }

  function letIn(known: RequestListener, free: Shares, request: IncomingMessage, response: ServerResponse): void {
    const network = networkOfClient(request);
    if (!free.take(network, 1)) {
      refuse(request, response, { status: 503 });
      return;
    }
    response.once("close", () => {
      free.giveBack(network, 1);
      if (isEmpty()) emptied();
    });
    known(request, response);
  }

  function isEmpty(): boolean {
    return places.taken() + asking.taken() === 0;
  }

  async function close(): Promise<void> {
    handle = null;
    status = "draining";
    if (isEmpty()) return;
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

function isHealth({ url }: IncomingMessage): boolean {
  return url?.split("?")[0] === "/api/health";
}

function tell(request: IncomingMessage, response: ServerResponse, status: string): void {
  const headers = { "content-type": "application/json", "cache-control": "no-store", "retry-after": "5" };
  response.writeHead(503, headers).end(JSON.stringify({ status }));
  discard(request);
}
