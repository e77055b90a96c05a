import pLimit from "p-limit";
import { handleEvent } from "./handle-payment-event.ts";

const inTurn = pLimit(2);

/**
 * Handles a stored event when those before it are done: gateways that send many at once are answered first. What would wait long is
 * meanwhile taken by a worker, for stored events are due at once.
 */
export function handleInTurn(eventId: string): Promise<boolean> {
  return inTurn(() => handleEvent(eventId));
}
