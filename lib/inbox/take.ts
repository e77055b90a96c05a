import { db } from "#lib/db/client.ts";
import type { InboundEvent } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";

/** Who works on an event has it for this long. */
const LEASE_MS = 60_000;

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
 * Leases a stored event to one of those who come at the same moment, before it is worked on, so that a crash loses nothing; null for the others,
 * and when it is not due. Give it to `finishEvent` with the work. By its id and not as one of those due (lib/db/lease.ts): PostgreSQL keeps the plan.
 */
export async function takeEvent(id: string): Promise<InboundEvent | null> {
  const at = now();
  const [event] = await db.inboundEvent.updateManyAndReturn({
    where: { id, nextAttemptAt: { lte: at } },
    data: { nextAttemptAt: new Date(at.getTime() + LEASE_MS), attempts: { increment: 1 } },
  });
  return event ?? null;
}
