import type { Prisma, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { WITHDRAWAL } from "#lib/subscriptions/cancellation.ts";
import { withdrawalDays, withdrawalEnds } from "./withdrawal-period.ts";

type Contract = Pick<Subscription, "createdAt" | "activatedAt" | "customerId" | "payerId" | "cancelReason"> & {
  payer: { country: string | null; vatId: string | null };
};

/**
 * Until when the viewer may withdraw from the contract of a subscription; null where they may not, or may not any more. It is concluded with the order. What
 * somebody else pays for is theirs to withdraw from, and companies have no such right.
 */
export function withdrawableUntil(
  { createdAt, activatedAt, customerId, payerId, payer, cancelReason }: Contract,
  at: Date,
  { leaving, company }: Pick<Settings, "leaving" | "company">,
): Date | null {
  if (!activatedAt || cancelReason === WITHDRAWAL || payerId !== customerId || payer.vatId) return null;
  const days = withdrawalDays(payer.country ?? company.country, leaving);
  const ends = days > 0 ? withdrawalEnds(createdAt, days, company.timeZone) : null;
  return ends && at < ends ? ends : null;
}

export const WITHDRAWABLE = {
  payer: { select: { country: true, vatId: true } },
  plan: { select: { name: true } },
} satisfies Prisma.SubscriptionInclude;

/**
 * Whether what a withdrawal gives back follows from the rules: the contract is as it was ordered, and nothing is disputed.
 * Of all else somebody decides.
 */
export async function isClear(tx: Tx, { id }: Pick<Subscription, "id">): Promise<boolean> {
  const order = await tx.order.findFirst({ where: { subscriptionId: id, kind: "PURCHASE", status: "PAID" }, select: { id: true } });
  const changed = await tx.domainEvent.count({ where: { subscriptionId: id, type: "plan_changed" } });
  const disputed = await tx.dispute.count({ where: { transaction: { subscriptionId: id } } });
  return order !== null && changed + disputed === 0;
}
