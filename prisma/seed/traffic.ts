import { db } from "#lib/db/client.ts";
import { dayColumn } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import type { Random } from "./random.ts";

const DAY_MS = 86_400_000;

/** Visits to the shop that led to no purchase, and the steps before those that did. */
export async function seedTraffic(from: Date, to: Date, random: Random): Promise<void> {
  const days = Math.floor((to.getTime() - from.getTime()) / DAY_MS);
  const { timeZone } = (await getSettings()).company;
  for (let passed = 0; passed <= days; passed += 1) {
    const at = new Date(from.getTime() + passed * DAY_MS);
    const day = dayColumn(at, timeZone);
    const visitors = Array.from({ length: Math.round((12 + (passed / days) * 60) * (0.8 + random.next() * 0.4)) }, () => random.uuid());
    const looked = visitors.filter(() => random.chance(0.55));
    const began = looked.filter(() => random.chance(0.1));
    await db.funnelVisit.createMany({
      data: [
        ...visitors.map((visitor) => ({ visitor, step: "VISIT" as const, day, at })),
        ...looked.map((visitor) => ({ visitor, step: "PLAN_VIEW" as const, day, at })),
        ...began.map((visitor) => ({ visitor, step: "CHECKOUT" as const, day, at })),
      ],
    });
  }
  const orders = await db.order.findMany({ where: { visitor: { not: null } }, select: { visitor: true, planId: true, createdAt: true } });
  await db.funnelVisit.createMany({
    data: orders.flatMap(({ visitor, planId, createdAt: at }) =>
      (["VISIT", "PLAN_VIEW", "CHECKOUT"] as const).map((step) => ({ visitor: visitor!, step, day: dayColumn(at, timeZone), at, planId })),
    ),
    skipDuplicates: true,
  });
}
