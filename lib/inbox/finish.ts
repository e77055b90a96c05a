import { db } from "#lib/db/client.ts";
import type { InboundEvent, Prisma } from "#lib/db/generated/client.ts";
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
    await note(event, { handledAt: now(), nextAttemptAt: null, error: null });
    return true;
  } catch (error) {
    await putOff(event, error);
    return false;
  }
}

async function putOff(event: InboundEvent, error: unknown): Promise<void> {
  const { source, externalId, attempts } = event;
  const text = error instanceof Error ? error.message : String(error);
  await note(event, { error: text.slice(0, 2000), nextAttemptAt: new Date(now().getTime() + patient(attempts - 1, LONGEST)) });
  log.error({ err: error, source, event: externalId }, "an inbound event could not be handled");
}

/** Says nothing of an event whose lease is not this one's any more, for it came again or another took it: what they find counts. */
async function note({ id, nextAttemptAt }: InboundEvent, data: Prisma.InboundEventUpdateManyMutationInput): Promise<void> {
  await db.inboundEvent.updateMany({ where: { id, nextAttemptAt }, data });
}
