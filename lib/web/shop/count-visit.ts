import { db } from "#lib/db/client.ts";
import type { FunnelStep } from "#lib/db/generated/client.ts";
import { networkOf } from "#lib/identity/network.ts";
import { throttle } from "#lib/identity/throttle.ts";
import { now } from "#lib/kernel/clock.ts";
import { dayColumn } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";

type Visit = { step: Exclude<FunnelStep, "PAID">; planId?: string; visitor: string; ip: string | null };

/** Counts a visitor's step in the webshop's funnel, once a day of the company. @throws DomainError `throttled`. */
export async function countVisit({ ip, ...visit }: Visit): Promise<void> {
  await throttle(`visit:${networkOf(ip)}`, 600, 3600);
  const at = now();
  const { timeZone } = (await getSettings()).company;
  await db.funnelVisit.createMany({ data: [{ ...visit, day: dayColumn(at, timeZone), at }], skipDuplicates: true });
}
