import type { FunnelVisit } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { dayColumn } from "#lib/kernel/period.ts";

type Account = { company: { timeZone: string } };

/** A visitor of today (`visitor-id.ts`), and from where they came: of a day, what is told first. */
export type Visitor = Pick<FunnelVisit, "source" | "device" | "country"> & { id: string };

export type Step = Pick<FunnelVisit, "step"> & { planId?: string; coupon?: string; country?: string | null };

/**
 * Counts that a visitor reached a step of the webshop's funnel, and so the ones before it, once a day of the company. A coupon or country that is told with it
 * holds for the visitor.
 */
export async function countStep(client: Tx, visitor: Visitor, step: Step, { company }: Account): Promise<void> {
  const at = now();
  const { planId = null, coupon = "", country = null } = step;
  await client.$executeRaw`
    INSERT INTO "FunnelVisit" AS v ("visitor", "day", "step", "at", "planId", "source", "device", "country", "coupon")
    VALUES (${visitor.id}::uuid, ${dayColumn(at, company.timeZone)}::date, ${step.step}::"FunnelStep", ${at}, ${planId}::uuid, ${visitor.source},
            ${visitor.device}::"Device", ${country ?? visitor.country}, ${coupon})
    ON CONFLICT ("visitor", "day") DO UPDATE SET
      "step" = greatest(v."step", EXCLUDED."step"), "at" = greatest(v."at", EXCLUDED."at"), "planId" = coalesce(EXCLUDED."planId", v."planId"),
      "country" = coalesce(${country}::text, v."country"), "coupon" = coalesce(nullif(EXCLUDED."coupon", ''), v."coupon")
    WHERE v."step" < EXCLUDED."step" OR v."planId" IS DISTINCT FROM coalesce(EXCLUDED."planId", v."planId") OR EXCLUDED."coupon" NOT IN ('', v."coupon")`;
}

/** Counts that a visitor ordered and is led to pay. */
export function countOrdered(tx: Tx, visitor: Visitor, order: Omit<Step, "step">, settings: Account): Promise<void> {
  return countStep(tx, visitor, { ...order, step: "PAYMENT" }, settings);
}

/** Counts that a visitor paid what they ordered, on the day that they ordered it. Who was forgotten meanwhile is not counted again. */
export async function countPaid(tx: Tx, visitor: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "FunnelVisit" SET "step" = 'PAID'
    WHERE "visitor" = ${visitor}::uuid AND "step" < 'PAID' AND "day" = (SELECT max("day") FROM "FunnelVisit" WHERE "visitor" = ${visitor}::uuid)`;
}
