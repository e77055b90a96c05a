import { creditsFor } from "./change.ts";
import { end, goOnAfterPause, hasRunOut, isLive, type Life, pausesNext } from "./life.ts";
import { creditToBalance, refundOf, toPayments } from "./refunds.ts";
import { gross, together } from "./sums.ts";
import type { World } from "./world.ts";

/**
 * The viewer leaves: with the end of the period, or at once where that is over or not paid, or where an operator says so. What stands still goes on for what is left of it. Refused
 * when it has ended.
 */
export function leave(life: Life, now: Date, atOnce: boolean): boolean {
  if (hasRunOut(life, now)) return false;
  if (atOnce || isOver(life, now)) end(life, "CANCELED", now);
  else if (!life.leaves) {
    if (life.status === "PAUSED" || pausesNext(life)) goOnAfterPause(life, now);
    Object.assign(life, { leaves: true, scheduled: null });
  }
  return true;
}

/** The viewer stays after all. Refused after the end, and for a term that was never going to renew. */
export function stay(life: Life, now: Date): boolean {
  if (!isLive(life) || !life.leaves || life.oneTerm || now >= life.end) return false;
  life.leaves = false;
  return true;
}

/** Nothing is left to be watched of what is paid. */
function isOver({ status, pausedAt, end }: Life, now: Date): boolean {
  return status === "PAUSED" ? pausedAt! >= end : status === "PAST_DUE" || now >= end;
}

/** What a viewer is shown who wants it to end at once: what goes back of its unused time, and what becomes balance. Null: it may not, there is nothing to end, or (the clock went back) its period has not begun. */
export type End = { back: bigint; balance: bigint };

export function endNow(world: World, life: Life): End | null {
  const { now, habits } = world;
  if (hasRunOut(life, now) || isOver(life, now) || life.leaves || life.start > now) return null;
  const unused = creditsFor(life, life.items, now, habits.policy);
  const { refunds, rest } = toPayments(life, unused);
  end(life, "CANCELED", now);
  creditToBalance(world, life.currency, life.bills, rest);
  for (const { bill, amount } of refunds) refundOf(world, bill, amount, habits.back);
  const [back, balance] = [together(refunds.map(({ amount }) => amount)), -together(rest.map(gross))];
  return habits.back === "balance" ? { back: 0n, balance: back + balance } : { back, balance };
}
