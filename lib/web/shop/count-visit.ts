import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { countStep } from "#lib/events/count-step.ts";
import { throttle } from "#lib/identity/throttle.ts";
import { networkOf } from "#lib/kernel/network.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { visitorOf } from "./visitor.ts";

const word = z.string().max(100).optional();

export const countVisitInput = z.object({
  step: z.enum(["VISIT", "PLAN_VIEW", "CHECKOUT"]),
  planId: z.uuid("invalid").optional(),
  coupon: word,
  source: word,
  referrer: word,
  timeZone: word,
});
export type CountVisitInput = z.output<typeof countVisitInput>;

/** Counts the step in the webshop's funnel of whoever sent a request, once a day of the company. Bots are none. @throws DomainError `throttled`. */
export async function countVisit({ step, planId, coupon, ...told }: CountVisitInput, sent: Pick<Headers, "get">): Promise<void> {
  const settings = await getSettings();
  const visitor = await visitorOf(sent, told, settings);
  if (!visitor) return;
  await throttle(`visit:${networkOf(sent.get("x-forwarded-for"))}`, 600, 3600);
  await countStep(db, visitor, { step, planId, coupon: coupon && (await knownCoupon(coupon)) }, settings);
}

/** As it is written down: what anybody may type makes no group of the funnel. */
async function knownCoupon(code: string): Promise<string | undefined> {
  return (await db.coupon.findUnique({ where: { code: code.trim().toUpperCase() }, select: { code: true } }))?.code;
}
