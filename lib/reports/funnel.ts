import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { Period } from "./period.ts";

export const FUNNEL_STEPS = ["VISIT", "PLAN_VIEW", "CHECKOUT", "PAID"] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

const step = z.object({ step: z.enum(FUNNEL_STEPS), visitors: z.int() });
export type FunnelCount = z.output<typeof step>;

/** How many different visitors reached each step of the webshop in the period. */
export async function funnel({ start, end }: Period): Promise<FunnelCount[]> {
  const rows = await db.$queryRaw`
    SELECT "step"::text AS "step", count(DISTINCT "visitor")::int AS "visitors"
    FROM "FunnelVisit" WHERE "at" >= ${start} AND "at" < ${end}
    GROUP BY 1`;
  const found = new Map(
    step
      .array()
      .parse(rows)
      .map((row) => [row.step, row.visitors]),
  );
  return FUNNEL_STEPS.map((name) => ({ step: name, visitors: found.get(name) ?? 0 }));
}
