import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { lockPlans } from "./lock.ts";

export const movePlanInput = z.object({ id: z.uuid("invalid"), direction: z.enum(["up", "down"]) });
export type MovePlanInput = z.output<typeof movePlanInput>;

/** Moves a plan one place up or down among those that are not archived; at the end of the list it stays where it is. */
export function movePlan({ id, direction }: MovePlanInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    await lockPlans(tx);
    const plans = await tx.plan.findMany({
      where: { status: { not: "ARCHIVED" } },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true, name: true, position: true },
    });
    const from = plans.findIndex((plan) => plan.id === id);
    if (from < 0) throw notFound("plan_unknown");
    const to = direction === "up" ? from - 1 : from + 1;
    if (to < 0 || to >= plans.length) return;
    const before = plans.map((plan) => plan.name);
    [plans[from], plans[to]] = [plans[to], plans[from]];
    for (const [position, plan] of plans.entries()) {
      if (plan.position !== position) await tx.plan.update({ where: { id: plan.id }, data: { position } });
    }
    await recordAudit(tx, {
      actor,
      action: "plan.moved",
      subjectType: "plan",
      subjectId: id,
      before: { order: before },
      after: { order: plans.map((plan) => plan.name) },
    });
  });
}
