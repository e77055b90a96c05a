import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { lockPriceMove } from "./lock.ts";
import type { LeftReason } from "./price-notice.ts";
import { UNTOLD_PRICES } from "./state.ts";

/** What a viewer is told, and whether they are asked. */
type Told = { attempt: number; effectiveAt: Date; amount: bigint; total: bigint; needsConsent: boolean };

export async function markPriceTold(tx: Tx, id: string, told: Told): Promise<void> {
  await tx.priceNotice.update({ where: { id }, data: { ...told, status: "NOTIFIED", notifiedAt: now() } });
}

/** Its turn comes later: then it is looked at again. */
export async function markPriceWaiting(tx: Tx, id: string, notifyAt: Date): Promise<void> {
  await tx.priceNotice.update({ where: { id }, data: { notifyAt } });
}

/** The new price holds from now on. */
export async function markPriceMoved(tx: Tx, id: string): Promise<void> {
  await tx.priceNotice.update({ where: { id }, data: { status: "MOVED", closedAt: now() } });
}

/** The subscription stays as it is. */
export async function markPriceLeft(tx: Tx, id: string, reason: LeftReason): Promise<void> {
  await tx.priceNotice.update({ where: { id }, data: { status: "LEFT", reason, closedAt: now() } });
}

/** Those that are still to come of letters that did not arrive: they wait until they are told again. Returns how many. */
export async function markPricesUndelivered(tx: Tx, ids: string[]): Promise<number> {
  const { count } = await tx.priceNotice.updateMany({
    where: { id: { in: ids }, status: "NOTIFIED", agreedAt: null },
    data: { status: "UNDELIVERED" },
  });
  return count;
}

/** Those of these moves, which were stopped, that nobody was told of; so many at once. Returns how many. */
export async function leaveUntold(tx: Tx, moveId: { in: string[] }, limit: number): Promise<number> {
  const open = { status: { in: UNTOLD_PRICES }, moveId };
  const rows = await tx.priceNotice.findMany({ where: open, select: { id: true }, take: limit });
  const { count } = await tx.priceNotice.updateMany({
    where: { id: { in: rows.map(({ id }) => id) }, status: open.status },
    data: { status: "LEFT", reason: "stopped", closedAt: now() },
  });
  return count;
}

export const tellPriceAgainInput = z.object({ moveId: z.uuid("invalid") });
export type TellPriceAgainInput = z.output<typeof tellPriceAgainInput>;

/** Whose letter did not arrive is told anew, with the whole notice from then on. @throws 404 `price_move_unknown`. */
export function tellPriceAgain({ moveId }: TellPriceAgainInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    await lockPriceMove(tx, moveId);
    const { count } = await tx.priceNotice.updateMany({
      where: { moveId, status: "UNDELIVERED" },
      data: { status: "WAITING", notifyAt: now(), notifiedAt: null, effectiveAt: null },
    });
    await recordAudit(tx, { actor, action: "price_move.told_again", subjectType: "price_move", subjectId: moveId, after: { count } });
  });
}
