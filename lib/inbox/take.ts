import { db } from "#lib/db/client.ts";
import type { InboundEvent } from "#lib/db/generated/client.ts";
import { together } from "#lib/db/together.ts";
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

/** Whether any became due in the last `ms` on which nobody works yet. What is due for longer waits for its gateway. */
export async function isAnyDueSince(ms: number): Promise<boolean> {
  const at = now();
  const nextAttemptAt = { lte: at, gt: new Date(at.getTime() - ms) };
  return (await db.inboundEvent.findFirst({ where: { nextAttemptAt }, select: { id: true } })) !== null;
}

/**
 * Leases a stored event to one of those who come at the same moment, before it is worked on, so that a crash loses nothing; null for the others,
 * and when it is not due. Give it to `finishEvent` with the work. By its id and not as one of those due (lib/db/lease.ts): PostgreSQL keeps the plan.
 */
export const takeEvent = together(async (ids: string[]): Promise<(InboundEvent | null)[]> => {
  const at = now();
  const taken = await db.inboundEvent.updateManyAndReturn({
    where: { id: { in: ids }, nextAttemptAt: { lte: at } },
    data: { nextAttemptAt: new Date(at.getTime() + LEASE_MS), attempts: { increment: 1 } },
  });
  // Who asks twice at once is one of two.
  return ids.map((id, index) => (ids.indexOf(id) === index && taken.find((event) => event.id === id)) || null);
});
