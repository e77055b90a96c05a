import { db } from "#lib/db/client.ts";
import type { PriceMove } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockPriceMove } from "./lock.ts";
import { turnOf } from "./price-notice.ts";
import { LIVE } from "./state.ts";

/** Lists whom moves of prices take, in the order in which they subscribed; so many at a time. Returns how many subscriptions it looked at. */
export async function listPriceNotices(limit = 500): Promise<number> {
  const next = await db.priceMove.findFirst({ where: { listedAt: null }, orderBy: { id: "asc" }, select: { id: true } });
  return next ? transaction((tx) => listNext(tx, next.id, limit)) : 0;
}

async function listNext(tx: Tx, moveId: string, limit: number): Promise<number> {
  const move = await lockPriceMove(tx, moveId);
  if (move.listedAt) return 0;
  const found = move.stoppedAt ? [] : await subscriptionsAfter(tx, move, limit);
  const { company } = await getSettings(tx);
  const taken = found.filter(({ payer }) => move.countries.length === 0 || move.countries.includes(payer.country ?? company.country));
  if (taken.length > 0)
    await insertRows(tx, {
      PriceNotice: taken.map(({ id: subscriptionId }, index) => ({
        id: newId(),
        moveId,
        subscriptionId,
        notifyAt: turnOf(move, move.listed + index),
      })),
    });
  const all = found.length < limit;
  await tx.priceMove.update({
    where: { id: moveId },
    data: { listed: { increment: taken.length }, lookedAt: found.at(-1)?.id, ...(all && { listedAt: now() }) },
  });
  return found.length;
}

/** Those that renew at the old price, the oldest first. Who has ended, or will, is not asked. */
function subscriptionsAfter(tx: Tx, { fromPriceId, payerIds, boughtBefore, lookedAt }: PriceMove, limit: number) {
  return tx.subscription.findMany({
    where: {
      priceId: fromPriceId,
      payerId: payerIds.length > 0 ? { in: payerIds } : undefined,
      status: { in: LIVE },
      oneTerm: false,
      cancelAtPeriodEnd: false,
      id: lookedAt ? { gt: lookedAt } : undefined,
      createdAt: boughtBefore ? { lt: boughtBefore } : undefined,
    },
    select: { id: true, payer: { select: { country: true } } },
    orderBy: { id: "asc" },
    take: limit,
  });
}
