import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { networkOf } from "#lib/identity/network.ts";
import { throttle } from "#lib/identity/throttle.ts";
import { now } from "#lib/kernel/clock.ts";
import { dayColumn } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";

export const countVisitInput = z.object({ step: z.enum(["VISIT", "PLAN_VIEW", "CHECKOUT"]), planId: z.uuid("invalid").optional() });
export type CountVisitInput = z.output<typeof countVisitInput>;

/** Counts a visitor's step in the webshop's funnel, once a day of the company. @throws DomainError `throttled`. */
export async function countVisit({ ip, ...visit }: CountVisitInput & { visitor: string; ip: string | null }): Promise<void> {
  await throttle(`visit:${networkOf(ip)}`, 600, 3600);
  const at = now();
  const { timeZone } = (await getSettings()).company;
  await db.funnelVisit.createMany({ data: [{ ...visit, day: dayColumn(at, timeZone), at }], skipDuplicates: true });
}
