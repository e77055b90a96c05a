import { handleEvent } from "./receive-payment-webhook.ts";

const AT_ONCE = 2;
const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
let next = 0;

/**
 * Handles a stored event when those before it are done: gateways that send many at once are answered first. What would wait long is
 * meanwhile taken by a worker, for stored events are due at once.
 */
export function handleInTurn(eventId: string): Promise<boolean> {
  const lane = next++ % AT_ONCE;
  const turn = lanes[lane].then(() => handleEvent(eventId));
  lanes[lane] = turn.catch(() => undefined);
  return turn;
}
