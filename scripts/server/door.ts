import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { discard } from "./body.ts";
import { refuse } from "./http.ts";

/** More than are worked on at once would wait for a connection of the pool (lib/db/client.ts) longer than that waits. */
const MOST_INSIDE = 250;
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
 * Until the door is open, and after, it answers /api/health itself, with 503 and `starting` or `draining`.
 */
export function makeDoor(): Door {
  let handle: RequestListener | null = null;
  let status: "starting" | "draining" = "starting";
  let inside = 0;
  let emptied: () => void = () => undefined;

  function enter(request: IncomingMessage, response: ServerResponse): void {
    if (handle && (inside < MOST_INSIDE || isHealth(request))) letIn(handle, request, response);
    else if (!handle && isHealth(request)) tell(request, response, status);
    else refuse(request, response, { status: 503 });
  }

  function letIn(known: RequestListener, request: IncomingMessage, response: ServerResponse): void {
    inside += 1;
    response.once("close", () => {
      inside -= 1;
      if (inside === 0) emptied();
    });
    known(request, response);
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

function isHealth({ url }: IncomingMessage): boolean {
  return url?.split("?")[0] === "/api/health";
}

function tell(request: IncomingMessage, response: ServerResponse, status: string): void {
  const headers = { "content-type": "application/json", "cache-control": "no-store", "retry-after": "5" };
  response.writeHead(503, headers).end(JSON.stringify({ status }));
  discard(request);
}
