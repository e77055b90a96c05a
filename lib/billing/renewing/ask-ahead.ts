import { z } from "zod";
import { askedByTransfer } from "#lib/billing/parts/by-transfer.ts";
import { eachSafely, resting } from "#lib/billing/parts/each-safely.ts";
import { tellTransfer } from "#lib/billing/parts/transfer-letter.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { byHandIds, gateway, gatewaySettings } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { takeAsking } from "#lib/subscriptions/pay-with.ts";
import { waitingForRate } from "#lib/subscriptions/waiting-for-rate.ts";

const DAY_MS = 86_400_000;

/**
 * Asks those who pay by transfer for the period that comes, so many days before it begins as their gateway says, but not before the one in front of it has begun. Returns how many were asked.
 * Nothing is billed yet: what comes is theirs, on their balance, until the renewal (docs/decisions/0038).
 */
export async function askAhead(limit = 100): Promise<number> {
  const settings = await getSettings();
  const due = (await Promise.all(byHandIds().map((id) => comingOf(id, settings, limit)))).flat();
  const known = await db.subscription.findMany({
    where: { id: { in: due, notIn: resting() }, NOT: await waitingForRate(db, settings) },
    select: { id: true },
  });
  return eachSafely(known, "asking for a transfer", ({ id }) => transaction((tx) => askFor(tx, id, settings)));
}

/** The index of those who pay by transfer is the way in: they are few. */
async function comingOf(gatewayId: string, settings: Settings, limit: number): Promise<string[]> {
  const days = gateway(gatewayId)?.byHand?.daysAhead(gatewaySettings(gatewayId, settings)) ?? 0;
  const [at, until] = [now(), new Date(now().getTime() + days * DAY_MS)];
  const rows = await db.$queryRaw`
    SELECT s."id" FROM "Subscription" s JOIN "Transaction" t ON t."id" = s."transferId"
    WHERE s."transferId" IS NOT NULL AND s."renewsAt" > ${at} AND s."renewsAt" <= ${until} AND s."currentPeriodStart" <= ${at}
      AND s."status" = 'ACTIVE' AND NOT s."cancelAtPeriodEnd" AND s."askedCycle" IS DISTINCT FROM s."cycle" AND t."gateway" = ${gatewayId}
    ORDER BY s."renewsAt" LIMIT ${limit}`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map(({ id }) => id);
}

async function askFor(tx: Tx, id: string, settings: Settings): Promise<boolean> {
  const cycle = await takeAsking(tx, id);
  if (cycle === null) return false;
  const asked = await askedByTransfer(tx, id, settings);
  const subscription = await tx.subscription.findUniqueOrThrow({ where: { id }, include: { payer: true } });
  if (asked) await tellTransfer(tx, asked, { subscription, payer: subscription.payer, dedupeKey: `transfer_due:${id}:${cycle}` }, settings);
  return true;
}
