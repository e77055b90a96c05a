import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { isHanging } from "#lib/payments/hanging.ts";
import { handleEvents } from "./handle-payment-event.ts";

/** Each waits for its gateway and the disk. Beside what a worker has under way (eight), six leave the pool's others to whoever looks at a page or reports. */
const inTurn = pLimit(2);
const TOGETHER = 3;
const QUIET_MS = 20;
const LONGEST_WAIT_MS = 2000;
const waiting: string[] = [];
let underWay = 0;
let lastStored = 0;

/** Stores an event, which says that it is new by its id. As long as one is being stored, however long the disk takes, nothing of `handleInTurn` begins. */
export async function answerFirst(store: () => Promise<string | null>): Promise<string | null> {
  underWay += 1;
  try {
    const stored = await store();
    if (stored !== null) lastStored = performance.now();
    return stored;
  } finally {
    underWay -= 1;
  }
}

/**
 * Handles a stored event with those that wait with it, when those before them are done and no other is being stored, or was a moment ago: gateways that send many at
 * once are answered first. After two seconds it is handled all the same, and what would wait long is meanwhile taken by a worker, for stored events are due at once;
 * so is what a gateway that hangs has told, for it would keep the others waiting.
 */
export async function handleInTurn(eventId: string, source: string): Promise<void> {
  if (isHanging(source)) return;
  const came = performance.now();
  waiting.push(eventId);
  await inTurn(async () => {
    while (waiting.length > 0 && isBusy() && performance.now() - came < LONGEST_WAIT_MS) await sleep(QUIET_MS);
    if (waiting.length > 0) await handleEvents(waiting.splice(0, TOGETHER));
  });
}

function isBusy(): boolean {
  return underWay > 0 || performance.now() - lastStored < QUIET_MS;
}
