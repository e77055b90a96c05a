import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { countStep } from "#lib/events/count-step.ts";
import { throttle } from "#lib/identity/throttle.ts";
import { networkOf } from "#lib/kernel/network.ts";
import { getSettings } from "#lib/settings/settings.ts";

export const countVisitInput = z.object({ step: z.enum(["VISIT", "PLAN_VIEW", "CHECKOUT"]), planId: z.uuid("invalid").optional() });
export type CountVisitInput = z.output<typeof countVisitInput>;

/** Counts a visitor's step in the webshop's funnel, once a day of the company. @throws DomainError `throttled`. */
export async function countVisit({ ip, ...visit }: CountVisitInput & { visitor: string; ip: string | null }): Promise<void> {
  await throttle(`visit:${networkOf(ip)}`, 600, 3600);
  await countStep(db, visit, (await getSettings()).company.timeZone);
}
