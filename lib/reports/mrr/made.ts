import { z } from "zod";
import type { MrrMovement, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type MovementPart, movementsOf } from "./movements.ts";
import { type SubscriptionRows, stepsOf } from "./recurring.ts";
import { MOVING, rowsOf } from "./rows.ts";
import { trialEnd } from "./trials.ts";

export type Movement = Omit<MrrMovement, "id">;

const payers = z.array(z.object({ payerId: z.string() }));

/** Who pays for a subscription that one of these events (rows of "DomainEvent") may have moved. */
export async function movedBy(tx: Tx, events: Prisma.Sql): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT s."payerId" FROM (${events}) e JOIN "Subscription" s ON s."id" = e."subscriptionId"
    WHERE e."type" = ANY (${MOVING}) OR e."type" = 'renewed' AND s."trialEndsAt" IS NOT NULL AND NOT EXISTS (
      SELECT FROM "DomainEvent" b WHERE b."subscriptionId" = s."id" AND b."type" = 'renewed' AND b."position" < e."position")`;
  return payers.parse(rows).map(({ payerId }) => payerId);
}

/** Everybody who ever paid for a subscription, or tried one. */
export async function allPayers(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw`SELECT DISTINCT "payerId" FROM "Subscription" WHERE "activatedAt" IS NOT NULL ORDER BY 1`;
  return payers.parse(rows).map(({ payerId }) => payerId);
}

/** All movements of these customers, made from the rows as they are now. */
export async function madeOf(tx: Tx, customerIds: string[]): Promise<Map<string, Movement[]>> {
  const rows = await rowsOf(tx, customerIds);
  return new Map(customerIds.map((customerId) => [customerId, movements(rows.get(customerId) ?? []).map(rowOf(customerId))]));
}

/** Trials are of subscriptions, and move no MRR. */
function movements(subscriptions: SubscriptionRows[]): MovementPart[] {
  const trials = subscriptions.flatMap(({ oneTerm, terms, items, events }): MovementPart[] => {
    const end = oneTerm ? null : trialEnd(events);
    const plan = items.findLast(({ kind, addedAt }) => kind === "PLAN" && end !== null && addedAt <= end.at);
    if (!end || !plan) return [];
    const { planId, every } = plan;
    const kind = end.converted ? "TRIAL_CONVERTED" : "TRIAL_LOST";
    return [{ at: end.at, currency: terms.currency, kind, planId, every, amount: 0n, entered: 0, counts: true }];
  });
  return [...movementsOf(subscriptions.map(stepsOf)), ...trials];
}

function rowOf(customerId: string) {
  return ({ every, ...part }: MovementPart): Movement => ({ customerId, ...part, interval: every.unit, intervalCount: every.count });
}

export function sameMovements(a: Movement[], b: Movement[]): boolean {
  const key = (row: Movement) =>
    [row.at.getTime(), row.currency, row.kind, row.planId, row.interval, row.intervalCount, row.amount, row.entered, row.counts].join(" ");
  return a.length === b.length && a.map(key).sort().join() === b.map(key).sort().join();
}
