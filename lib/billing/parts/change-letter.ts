import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { notify } from "./notify.ts";

export type ChangeTold = {
  /** The new plan's name. */
  to: string;
  /** What a period costs then, with tax; in minor units of the new contract's currency. */
  amount: { total: bigint; currency: string };
  changesOn: Date;
};

/** Tells a payer that another plan takes, or will take, the place of the one they have. `subscription`: as it was before. */
export async function tellChange(
  tx: Tx,
  subscription: Subscription & { payer: Customer },
  { to, amount, changesOn }: ChangeTold,
  settings: Settings,
): Promise<void> {
  const { id: subscriptionId, planId, payer } = subscription;
  const plan = await tx.plan.findUniqueOrThrow({ where: { id: planId }, select: { name: true } });
  const times = await tx.domainEvent.count({
    where: { subscriptionId, type: { in: ["plan_changed", "price_changed", "change_scheduled"] } },
  });
  await notify(tx, "subscription_changed", settings, {
    dedupeKey: `subscription_changed:${subscriptionId}:${times}`,
    customer: payer,
    refs: { subscriptionId },
    variables: (links) => ({
      plan: { name: to },
      previous_plan: plan,
      amount: { minor: amount.total, currency: amount.currency },
      changes_on: changesOn,
      links: { account: links.account },
    }),
  });
}
