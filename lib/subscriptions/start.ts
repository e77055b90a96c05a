import { type Contract, firstCycle, type ItemTerms } from "#lib/catalog/contract.ts";
import type { NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { eventRow, recordEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";

export type SubscriptionInput = {
  customerId: string;
  planId: string;
  priceId: string;
  contract: Contract;
  item: ItemTerms;
  timeZone: string;
};

/**
 * A subscription that waits for its payment: its id and its item's, and the rows for billing/ to insert with the order.
 * Whether the viewer has the plan is asked by billing/ before. @throws 409 when they had this trial plan before.
 */
export async function subscriptionDraft(
  tx: Tx,
  { contract, item, ...data }: SubscriptionInput,
): Promise<{ id: string; itemId: string; rows: NewRows }> {
  const { customerId, planId } = data;
  if (contract.oneTerm && (await hadPlan(tx, customerId, planId))) throw conflict("trial_plan_used");
  const [id, itemId] = [newId(), newId()];
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
    SubscriptionItem: [{ ...item, id: itemId, subscriptionId: id, addedAt: now() }],
    DomainEvent: [eventRow({ subject: "SUBSCRIPTION", subscriptionId: id, type: "started", source: "checkout" })],
  };
  return { id, itemId, rows };
}

/**
 * Whether the viewer has ever had this plan: trials are given once. Whoever has the same mailbox, phone (now or when they paid, or tried to)
 * or card (where a gateway tells it by a fingerprint) is taken for the same viewer (docs/decisions/0012-terms-and-trials.md).
 */
export async function hadPlan(tx: Tx, customerId: string, planId: string): Promise<boolean> {
  const [{ had }] = await tx.$queryRaw<[{ had: boolean }]>`
    WITH "me" AS (SELECT "id", "phone", mailbox_of("email") AS "mailbox" FROM "Customer" WHERE "id" = ${customerId}::uuid),
    "phones" AS (SELECT "phone" FROM "me" UNION SELECT "phone" FROM "Transaction" WHERE "customerId" = ${customerId}::uuid),
    "same" AS (
      SELECT "id" FROM "me"
      UNION SELECT "Customer"."id" FROM "Customer", "me" WHERE mailbox_of("Customer"."email") = "me"."mailbox"
      UNION SELECT "id" FROM "Customer" JOIN "phones" USING ("phone")
      UNION SELECT "customerId" FROM "Transaction" JOIN "phones" USING ("phone")
      UNION SELECT "theirs"."customerId" FROM "PaymentMethod" "theirs" JOIN "PaymentMethod" "mine" USING ("gateway", "fingerprint"), "me"
        WHERE "mine"."customerId" = "me"."id"
    )
    SELECT EXISTS (
      SELECT 1 FROM "Subscription" WHERE "customerId" IN (SELECT "id" FROM "same") AND "planId" = ${planId}::uuid AND "activatedAt" IS NOT NULL
    ) AS "had"`;
  return had;
}

/** Closes a subscription that was never paid. */
export async function abandonSubscription(tx: Tx, subscriptionId: string, source: Source): Promise<void> {
  const { count } = await tx.subscription.updateMany({
    where: { id: subscriptionId, status: "INCOMPLETE" },
    data: { status: "EXPIRED", endedAt: now() },
  });
  if (count > 0) await recordEvent(tx, { subject: "SUBSCRIPTION", subscriptionId, type: "abandoned", source });
}
