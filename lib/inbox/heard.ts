import { db } from "#lib/db/client.ts";

/** What these events of a vendor said, as they were received; what was handled last first, and before it what is still to be. */
export async function heardIn(source: string, externalIds: string[]): Promise<string[]> {
  if (externalIds.length === 0) return [];
  const events = await db.inboundEvent.findMany({
    where: { source, externalId: { in: externalIds } },
    orderBy: { handledAt: { sort: "desc", nulls: "first" } },
    select: { payload: true },
  });
  return events.map(({ payload }) => payload);
}
