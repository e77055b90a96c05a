import { db } from "#lib/db/client.ts";
import type { InboundEvent, Prisma } from "#lib/db/generated/client.ts";
import { patient } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";

/** Who works on an event has it for this long. */
const LEASE_MS = 60_000;
const LONGEST = { minutes: 12 * 60 };

/** The events of these sources that are due, those that came first before the others. */
export function dueEvents(sources: string[], limit: number): Promise<{ id: string; source: string }[]> {
  return db.inboundEvent.findMany({
    where: { source: { in: sources }, nextAttemptAt: { lte: now() } },
    orderBy: { receivedAt: "asc" },
    take: limit,
    select: { id: true, source: true },
  });
}

/**
 * Handles one stored event once: others that come at the same moment find it taken. What `work` throws is kept with the event, and it is tried
 * again: five times a minute apart, then with pauses that grow to 12 hours. Returns whether it is handled.
 */
export async function handleStored(id: string, work: (event: InboundEvent) => Promise<void>): Promise<boolean> {
  const event = await take(id);
  if (!event) return false;
  try {
    await work(event);
    await note(event, { handledAt: now(), nextAttemptAt: null, error: null });
    return true;
  } catch (error) {
    await putOff(event, error);
    return false;
  }
}

/** Leases an event before it is worked on, so that a crash loses nothing. By its id and not as one of those due (lib/db/lease.ts): PostgreSQL keeps the plan. */
async function take(id: string): Promise<InboundEvent | null> {
  const at = now();
  const [event] = await db.inboundEvent.updateManyAndReturn({
    where: { id, nextAttemptAt: { lte: at } },
    data: { nextAttemptAt: new Date(at.getTime() + LEASE_MS), attempts: { increment: 1 } },
  });
  return event ?? null;
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
