import type { FunnelVisit } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { dayColumn } from "#lib/kernel/period.ts";

export type Visit = Pick<FunnelVisit, "visitor" | "step"> & { planId?: string };

/** Counts a visitor's step in the webshop's funnel, once a day of the company. */
export async function countStep(client: Tx, visit: Visit, timeZone: string): Promise<void> {
  const at = now();
  await client.funnelVisit.createMany({ data: [{ ...visit, day: dayColumn(at, timeZone), at }], skipDuplicates: true });
}
