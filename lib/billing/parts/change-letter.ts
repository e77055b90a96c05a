import type { Customer, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { AgreedChange } from "#lib/subscriptions/agreed-change.ts";
import { notify } from "./notify.ts";

export type ChangeTold = {
  change: Pick<AgreedChange, "planId" | "priceId" | "items">;
  /** What a period costs then, with tax; in minor units of the new contract's currency. */
  amount: { total: bigint; currency: string };
  changesOn: Date;
};

/** Tells a payer that another plan takes, or will take, the place of the one they have, or that add-ons come or go. `subscription`: as it was before. */
export async function tellChange(
  tx: Tx,
  subscription: Subscription & { payer: Customer; items: SubscriptionItem[] },
  { change, amount, changesOn }: ChangeTold,
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
      plan: { name: change.items.find(({ terms }) => terms.kind === "PLAN")?.terms.name ?? plan.name },
      previous_plan: plan,
      amount: { minor: amount.total, currency: amount.currency },
      changes_on: changesOn,
      ...addOnsOf(subscription, change),
      links: { account: links.account },
    }),
  });
}

/** The names of what is added or removed, where the plan stays. */
function addOnsOf(
  { planId, priceId, items }: Pick<Subscription, "planId" | "priceId"> & { items: SubscriptionItem[] },
  change: ChangeTold["change"],
): { added: string | null; removed: string | null } {
  if (change.planId !== planId || change.priceId !== priceId) return { added: null, removed: null };
  const added = change.items.flatMap(({ keeps, terms }) => (keeps || terms.kind !== "ADD_ON" ? [] : [terms.name]));
  const gone = items.filter(({ id, kind }) => kind === "ADD_ON" && !change.items.some(({ keeps }) => keeps === id));
  return { added: added.join(", ") || null, removed: gone.map(({ name }) => name).join(", ") || null };
}
