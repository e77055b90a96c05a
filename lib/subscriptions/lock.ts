import type { PriceMove, Subscription } from "#lib/db/generated/client.ts";
import { columnsOf, lockRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { notFound } from "#lib/kernel/errors.ts";
import type { Granting } from "./items.ts";
import { LIVE_SQL } from "./state.ts";

/** Locks a subscription's row until the transaction ends. @throws 404 when there is none. */
export async function lockSubscription(tx: Tx, id: string): Promise<Subscription> {
  const subscription = await lockRow(tx, "Subscription", id, "UPDATE");
  if (!subscription) throw notFound("subscription_unknown");
  return subscription;
}

/** What giving a subscription takes: what its items grant, and whether the viewer has the plan already by another one. */
export type ToDeliver = Subscription & { items: Granting[]; hasAnother: boolean };

/** The same, with what giving it takes, read by the same statement. The caller holds the customer's row, so no other begins while this waits. */
export async function lockToDeliver(tx: Tx, id: string): Promise<ToDeliver> {
  const [subscription] = await tx.$queryRaw<ToDeliver[]>`
    SELECT ${columnsOf("Subscription")}, (SELECT coalesce(jsonb_agg(i), '[]') FROM (
      SELECT "packages", "maxDevices", "maxStreams", "quality", "quantity" FROM "SubscriptionItem"
      WHERE "subscriptionId" = ${id}::uuid AND "removedAt" IS NULL ORDER BY "addedAt", "id") i) AS "items",
      EXISTS (SELECT FROM "Subscription" other WHERE other."customerId" = "Subscription"."customerId" AND other."planId" = "Subscription"."planId"
        AND other."status" IN ${LIVE_SQL} AND other."id" <> "Subscription"."id") AS "hasAnother"
    FROM "Subscription" WHERE "id" = ${id}::uuid FOR UPDATE`;
  if (!subscription) throw notFound("subscription_unknown");
  return subscription;
}

/** Lets one beginning of a trial of this plan go on at a time: two accounts with one card get one. */
export async function lockTrials(tx: Tx, planId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`trial ${planId}`}))`;
}

/** The same of first purchases with a coupon that is for them alone. */
export async function lockFirstPurchases(tx: Tx, couponId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`first purchase ${couponId}`}))`;
}

/** Locks all of a viewer's subscriptions, always in the same order. */
export async function lockSubscriptionsOf(tx: Tx, customerId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Subscription" WHERE "customerId" = ${customerId}::uuid ORDER BY "id" FOR UPDATE`;
}

/** Locks a move of subscribers to another price. @throws 404 when there is none. */
export async function lockPriceMove(tx: Tx, id: string): Promise<PriceMove> {
  const move = await lockRow(tx, "PriceMove", id, "UPDATE");
  if (!move) throw notFound("price_move_unknown");
  return move;
}
