import { db } from "#lib/db/client.ts";
import { dayColumn } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { drawVisitor } from "./origins.ts";
import { COUNTRIES } from "./people.ts";
import type { Random } from "./random.ts";

const DAY_MS = 86_400_000;
/** What was typed into a checkout that was left. */
const COUPONS = [
  ["", 86],
  ["WELCOME20", 10],
  ["FRIENDS", 3],
  ["FIVER", 1],
] as const;

/** Visitors of the shop who ordered nothing. Those who did were counted by it. */
export async function seedTraffic(from: Date, to: Date, random: Random): Promise<void> {
  const days = Math.floor((to.getTime() - from.getTime()) / DAY_MS);
  const { timeZone } = (await getSettings()).company;
  const plans = await db.plan.findMany({ where: { status: "PUBLIC" }, select: { id: true }, orderBy: { position: "asc" } });
  for (let passed = 0; passed <= days; passed += 1) {
    const visitors = Math.round((12 + (passed / days) * 60) * (0.8 + random.next() * 0.4));
    await db.funnelVisit.createMany({ data: Array.from({ length: visitors }, () => passingBy(from.getTime() + passed * DAY_MS)) });
  }

  function passingBy(until: number) {
    const { id: visitor, ...origin } = drawVisitor(random, random.weighted([...COUNTRIES, ["", 6] as const]));
    const at = new Date(until - random.between(0, 20 * 3600) * 1000);
    const looks = random.chance(origin.source === "newsletter" ? 0.7 : 0.54);
    const begins = looks && random.chance(origin.device === "TV" ? 0.03 : 0.11);
    const step = begins ? ("CHECKOUT" as const) : looks ? ("PLAN_VIEW" as const) : ("VISIT" as const);
    const coupon = begins ? random.weighted(COUPONS) : "";
    return { visitor, ...origin, step, coupon, day: dayColumn(at, timeZone), at, planId: looks ? random.pick(plans).id : null };
  }
}
