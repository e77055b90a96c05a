import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { handleEvents } from "./handle-payment-event.ts";

/** Each waits for its gateway and the disk; what is under way together takes half of the pool's connections. */
const inTurn = pLimit(2);
const TOGETHER = 4;
const QUIET_MS = 20;
const LONGEST_WAIT_MS = 2000;
const waiting: string[] = [];
let underWay = 0;
let lastAnswered = 0;

/** Receives a webhook. As long as one is under way, however long the disk takes, nothing of `handleInTurn` begins. */
export async function answerFirst<T>(receive: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await receive();
  } finally {
    underWay -= 1;
    lastAnswered = performance.now();
  }
}

/**
 * Handles a stored event with those that wait with it, when those before them are done and no other is being answered, or was a moment ago: gateways that send many at
 * once are answered first. After two seconds it is handled all the same, and what would wait long is meanwhile taken by a worker, for stored events are due at once.
 */
export function handleInTurn(eventId: string): Promise<void> {
  const came = performance.now();
  waiting.push(eventId);
  return inTurn(async () => {
    while (waiting.length > 0 && isBusy() && performance.now() - came < LONGEST_WAIT_MS) await sleep(QUIET_MS);
    await handleEvents(waiting.splice(0, TOGETHER));
  });
}

function isBusy(): boolean {
  return underWay > 0 || performance.now() - lastAnswered < QUIET_MS;
}
