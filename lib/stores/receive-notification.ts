import { storeEvent } from "#lib/inbox/store.ts";
import { log } from "#lib/kernel/log.ts";
import { store } from "./registry.ts";
import { BadNotification, type RawNotification } from "./store.ts";

/** `eventId` is set when the notification is new; handle it after the answer with `handleNotification`. */
export type Received = { status: 200 | 400 | 404 | 503; eventId: string | null };

/**
 * Verifies and stores a store's notification: 404 for a store that is not set up, 400 for what is not its own or for another app (nothing is stored), 503 where it
 * cannot be verified now, so that it is sent again, else 200.
 */
export async function receiveNotification(storeId: string, raw: RawNotification): Promise<Received> {
  const of = store(storeId);
  if (!of) return { status: 404, eventId: null };
  try {
    const told = await of.readNotification(raw);
    return { status: 200, eventId: told && (await storeEvent(storeId, told, raw.body)) };
  } catch (error) {
    const refused = error instanceof BadNotification;
    log.warn(
      { err: error, store: storeId },
      refused ? "a notification that is not the store's was refused" : "a notification could not be verified",
    );
    return { status: refused ? 400 : 503, eventId: null };
  }
}
