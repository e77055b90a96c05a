import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { lockPlan } from "./lock.ts";
import { describePrice } from "./save-price.ts";

export const archivePriceInput = z.object({ id: z.uuid("invalid") });
export type ArchivePriceInput = z.output<typeof archivePriceInput>;

/**
 * Takes a payment plan off sale. Those who have it keep it and renew at it.
 * @throws DomainError when it is the last one of a plan that is on sale.
 */
export function archivePrice({ id }: ArchivePriceInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const found = await tx.price.findUnique({ where: { id }, select: { planId: true } });
    if (found) await lockPlan(tx, found.planId);
    const price = await tx.price.findUnique({ where: { id }, include: { amounts: true, plan: { select: { id: true, status: true } } } });
    if (!price || price.archivedAt) throw notFound("price_unknown");
    const others = await tx.price.count({ where: { planId: price.planId, archivedAt: null, id: { not: id } } });
    if (others === 0 && price.plan.status === "PUBLIC") throw new DomainError("price_last", { status: 409 });
    await tx.price.update({ where: { id }, data: { archivedAt: now() } });
    await recordAudit(tx, { actor, action: "price.archived", subjectType: "plan", subjectId: price.planId, before: describePrice(price) });
  });
}
