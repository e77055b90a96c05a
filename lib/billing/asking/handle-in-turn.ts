import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { handleEvent } from "./handle-payment-event.ts";

/** Each waits for its gateway and the disk: four at once settled more than two. */
const inTurn = pLimit(4);
const QUIET_MS = 20;
const LONGEST_WAIT_MS = 2000;
let lastCame = 0;

/**
 * Handles a stored event when those before it are done and no other has come for a moment: gateways that send many at once are answered first. After two
 * seconds it is handled all the same, and what would wait long is meanwhile taken by a worker, for stored events are due at once.
 */
export function handleInTurn(eventId: string): Promise<boolean> {
  const came = performance.now();
  lastCame = came;
  return inTurn(async () => {
    while (performance.now() - lastCame < QUIET_MS && performance.now() - came < LONGEST_WAIT_MS) await sleep(QUIET_MS);
    return handleEvent(eventId);
  });
}
