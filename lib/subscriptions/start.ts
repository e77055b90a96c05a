import { type Contract, firstCycle, type ItemTerms } from "#lib/catalog/contract.ts";
import type { NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { eventRow, recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";
import { hadPlan } from "./same-viewer.ts";

export type SubscriptionInput = {
  customerId: string;
  planId: string;
  priceId: string;
  contract: Contract;
  item: ItemTerms;
  /** Sold with it, in step with it. */
  addOns?: ItemTerms[];
  timeZone: string;
  /** A trial plan: nobody has it twice. */
  givenOnce: boolean;
  source?: Source;
};

/**
 * A subscription that waits for its payment: its id, its plan's item and that of each price, and the rows for billing/ to insert with the order.
 * Whether the viewer has the plan is asked by billing/ before. @throws 409 when they had this trial plan before.
 */
export async function subscriptionDraft(
  tx: Tx,
  { contract, item, addOns = [], givenOnce, source = "checkout", ...data }: SubscriptionInput,
): Promise<{ id: string; itemId: string; itemOf: (priceId: string) => string; rows: NewRows }> {
  const { customerId, planId } = data;
  if (givenOnce && (await hadPlan(tx, customerId, planId))) throw conflict("trial_plan_used");
  const id = newId();
  const items = [item, ...addOns].map((terms) => ({ ...terms, id: newId(), subscriptionId: id, addedAt: now() }));
  const [{ id: itemId }] = items;
  const rows: NewRows = {
    Subscription: [
      {
        ...data,
        ...contract,
        id,
        payerId: data.customerId,
        status: "INCOMPLETE",
        cycle: firstCycle(contract),
        cancelAtPeriodEnd: contract.oneTerm,
        createdAt: now(),
      },
    ],
    SubscriptionItem: items,
    DomainEvent: [eventRow({ subject: "SUBSCRIPTION", subscriptionId: id, type: "started", source })],
  };
  const itemOf = (priceId: string) => items.find((sold) => sold.priceId === priceId)?.id ?? itemId;
  return { id, itemId, itemOf, rows };
}

/** Closes a subscription that was never paid. */
export async function abandonSubscription(tx: Tx, subscriptionId: string, source: Source): Promise<void> {
  const { count } = await tx.subscription.updateMany({
    where: { id: subscriptionId, status: "INCOMPLETE" },
    data: { status: "EXPIRED", endedAt: now() },
  });
  if (count > 0) await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "abandoned", source });
}
