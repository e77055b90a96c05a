import { db } from "#lib/db/client.ts";
import type { InboundEvent } from "#lib/db/generated/client.ts";
import { fromRows, together } from "#lib/db/together.ts";
import { patient } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";

const LONGEST = { minutes: 12 * 60 };

/**
 * Notes what became of an event that was taken. What its `work` throws is kept with it, and it is tried again: five times a minute apart, then with
 * pauses that grow to 12 hours. Returns whether it is handled.
 */
export async function finishEvent(event: InboundEvent, work: Promise<void>): Promise<boolean> {
  try {
    await work;
    await note({ id: event.id, lease: event.nextAttemptAt, handledAt: now(), nextAttemptAt: null, error: null });
    return true;
  } catch (error) {
    await putOff(event, error);
    return false;
  }
}

async function putOff(event: InboundEvent, error: unknown): Promise<void> {
  const { id, source, externalId, attempts, handledAt } = event;
  const text = error instanceof Error ? error.message : String(error);
  const nextAttemptAt = new Date(now().getTime() + patient(attempts - 1, LONGEST));
  await note({ id, lease: event.nextAttemptAt, handledAt, nextAttemptAt, error: text.slice(0, 2000) });
  log.error({ err: error, source, event: externalId }, "an inbound event could not be handled");
}

type Note = { id: string; lease: Date | null; handledAt: Date | null; nextAttemptAt: Date | null; error: string | null };

const TYPES = { id: "uuid", lease: "timestamptz", handledAt: "timestamptz", nextAttemptAt: "timestamptz", error: "text" };

/** Says nothing of an event whose lease is not this one's any more, for it came again or another took it: what they find counts. */
const note = together(async (notes: Note[]): Promise<undefined[]> => {
  await db.$executeRaw`
    UPDATE "InboundEvent" SET "handledAt" = "new"."handledAt", "nextAttemptAt" = "new"."nextAttemptAt", "error" = "new"."error"
    FROM ${fromRows(notes, TYPES)} WHERE "InboundEvent"."id" = "new"."id" AND "InboundEvent"."nextAttemptAt" = "new"."lease"`;
  return [];
});
