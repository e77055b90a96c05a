import { db } from "#lib/db/client.ts";
import type { Random } from "./random.ts";

const DAY_MS = 86_400_000;

/** Visits to the shop that led to no purchase, and the steps before those that did. */
export async function seedTraffic(from: Date, to: Date, random: Random): Promise<void> {
  const days = Math.floor((to.getTime() - from.getTime()) / DAY_MS);
  for (let day = 0; day <= days; day += 1) {
    const at = new Date(from.getTime() + day * DAY_MS);
    const visitors = Array.from({ length: Math.round((12 + (day / days) * 60) * (0.8 + random.next() * 0.4)) }, () => random.uuid());
    const looked = visitors.filter(() => random.chance(0.55));
    const began = looked.filter(() => random.chance(0.1));
    await db.funnelVisit.createMany({
      data: [
        ...visitors.map((visitor) => ({ visitor, step: "VISIT" as const, day: at, at })),
        ...looked.map((visitor) => ({ visitor, step: "PLAN_VIEW" as const, day: at, at })),
        ...began.map((visitor) => ({ visitor, step: "CHECKOUT" as const, day: at, at })),
      ],
    });
  }
  await db.$executeRaw`
    INSERT INTO "FunnelVisit" ("visitor", "step", "day", "at", "planId")
    SELECT o."visitor", s."step"::"FunnelStep", o."createdAt"::date, o."createdAt", o."planId"
    FROM "Order" o CROSS JOIN (VALUES ('VISIT'), ('PLAN_VIEW'), ('CHECKOUT')) AS s("step") WHERE o."visitor" IS NOT NULL
    ON CONFLICT DO NOTHING`;
}
