import { z } from "zod";
import { Interval, ItemKind } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { termsOfEvent } from "#lib/subscriptions/recurring-terms.ts";
import type { EventRow, SubscriptionRows } from "./recurring.ts";

/** The events that may move what a subscription is worth, or end its trial; of renewals only the first after a trial does. */
export const MOVING = [
  "activated",
  "trial_started",
  "granted",
  "resumed",
  "past_due",
  "recovered",
  "ended",
  "paused",
  "suspended",
  "canceled",
  "expired",
  "plan_changed",
  "price_changed",
  "add_on_added",
  "add_on_removed",
  "discount_given",
];

const subscription = z.object({
  id: z.string(),
  payerId: z.string(),
  oneTerm: z.boolean(),
  currency: z.string(),
  percentPpm: z.int().nullable(),
  amountOff: z.bigint().nullable(),
});

const item = z.object({
  subscriptionId: z.string(),
  kind: z.enum(ItemKind),
  planId: z.string(),
  interval: z.enum(Interval),
  intervalCount: z.int(),
  amount: z.bigint(),
  addedAt: z.date(),
  removedAt: z.date().nullable(),
});

const event = z.object({
  subscriptionId: z.string(),
  type: z.string(),
  at: z.date(),
  endedAt: z.iso.datetime({ offset: true }).nullable(),
  was: termsOfEvent.nullable(),
});

/** Subscriptions that were ever paid for, or tried, by who pays for them, with all that tells what they were worth. */
export async function rowsOf(tx: Tx, payerIds: string[]): Promise<Map<string, SubscriptionRows[]>> {
  const subscriptions = subscription.array().parse(
    await tx.$queryRaw`
      SELECT "id", "payerId", "oneTerm", "currency", CASE WHEN "couponDuration" = 'FOREVER' THEN "couponPercentPpm" END AS "percentPpm",
             CASE WHEN "couponDuration" = 'FOREVER' THEN "couponAmount" END AS "amountOff"
      FROM "Subscription" WHERE "payerId" = ANY (${payerIds}::uuid[]) AND "activatedAt" IS NOT NULL ORDER BY "id"`,
  );
  const ids = subscriptions.map(({ id }) => id);
  const [items, events] = [await itemsOf(tx, ids), await eventsOf(tx, ids)];
  const found = new Map<string, SubscriptionRows[]>();
  for (const { id, payerId, oneTerm, ...terms } of subscriptions) {
    const rows = { oneTerm, terms, items: items.get(id) ?? [], events: events.get(id) ?? [] };
    found.set(payerId, [...(found.get(payerId) ?? []), rows]);
  }
  return found;
}

async function itemsOf(tx: Tx, ids: string[]): Promise<Map<string, SubscriptionRows["items"]>> {
  const rows = item.array().parse(
    await tx.$queryRaw`
      SELECT i."subscriptionId", i."kind", i."planId", p."interval", p."intervalCount", i."amount" * i."quantity" AS "amount", i."addedAt", i."removedAt"
      FROM "SubscriptionItem" i JOIN "Price" p ON p."id" = i."priceId" WHERE i."subscriptionId" = ANY (${ids}::uuid[])`,
  );
  const read = rows.map(({ interval, intervalCount, ...more }) => ({ ...more, every: { unit: interval, count: intervalCount } }));
  return Map.groupBy(read, ({ subscriptionId }) => subscriptionId);
}

/** In the order of `position`, which is given while the subscription is locked. Of renewals the first two, which tell whether what followed a trial was paid. */
async function eventsOf(tx: Tx, ids: string[]): Promise<Map<string, EventRow[]>> {
  const rows = event.array().parse(
    await tx.$queryRaw`
      SELECT "subscriptionId", "type", "at", "data" ->> 'endedAt' AS "endedAt", "data" -> 'was' AS "was" FROM (
        SELECT "subscriptionId", "type", "at", "data", "position" FROM "DomainEvent"
        WHERE "subscriptionId" = ANY (${ids}::uuid[]) AND "type" = ANY (${MOVING})
        UNION ALL
        SELECT s."id", r."type", r."at", NULL, r."position" FROM "Subscription" s CROSS JOIN LATERAL (
          SELECT "type", "at", "position" FROM "DomainEvent" WHERE "subscriptionId" = s."id" AND "type" = 'renewed' ORDER BY "at" LIMIT 2
        ) r WHERE s."id" = ANY (${ids}::uuid[]) AND s."trialEndsAt" IS NOT NULL
      ) e ORDER BY "position"`,
  );
  const groups = Map.groupBy(rows, ({ subscriptionId }) => subscriptionId);
  return new Map([...groups].map(([id, of]) => [id, withEnds(of)]));
}

const ENDS = ["paused", "suspended", "canceled", "expired"];

/** Since when access ended is said by its own event, which is written with what ended it; older histories have only that. */
function withEnds(events: z.output<typeof event>[]): EventRow[] {
  return events.flatMap(({ type, at, endedAt, was }, index) => {
    if (type === "ended") return [{ type, at: endedAt ? new Date(endedAt) : at, was }];
    if (!ENDS.includes(type)) return [{ type, at, was }];
    const next = events.at(index + 1);
    return next?.type === "ended" && next.at.getTime() === at.getTime() ? [] : [{ type: "ended", at, was }];
  });
}
