import { beginOf, beginOfTomorrow, dayOf, earlier, leftOf } from "./calendar.ts";
import { creditsFor, movedBy } from "./change.ts";
import { type Bill, end, goOnAfterPause, hasRunOut, isLive, type Life, type Payment, pausesNext } from "./life.ts";
import { creditToBalance, leftToRefund, refund, refundOf, takenLater, toPayments } from "./refunds.ts";
import { gross, least, partOf, together } from "./sums.ts";
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

/** What a viewer is shown who wants it to end at once: what goes back of its unused time, and what becomes balance. Null: it may not, or there is nothing to end. */
export type End = { back: bigint; balance: bigint };

export function endNow(world: World, life: Life): End | null {
  const { now, habits } = world;
  if (hasRunOut(life, now) || isOver(life, now) || life.leaves) return null;
  const stood = life.pausedAt ?? now;
  const used = habits.policy === "day" ? beginOfTomorrow(stood, life.zone) : stood; // the day of the end is one of those that were used
  const unused = creditsFor(life, life.items, stood, habits.policy, used);
  const { refunds, rest } = toPayments(life, unused);
  end(life, "CANCELED", now);
  creditToBalance(world, life.currency, life.bills, rest);
  for (const { bill, amount } of refunds) refundOf(world, bill, amount, habits.back);
  const [back, balance] = [together(refunds.map(({ amount }) => amount)), -together(rest.map(gross))];
  return habits.back === "balance" ? { back: 0n, balance: back + balance } : { back, balance };
}

/**
 * The viewer withdraws from the contract within fourteen days after that of the order, which end on no weekend: all goes back the way it was paid, but for the share of what was used. "kept": somebody
 * has to look first, for it is not as it was ordered. Null: there is no such right, or not any more.
 */
export function withdraw(world: World, life: Life): bigint | "kept" | null {
  const { now } = world;
  const { zone, contract } = life;
  const last = dayOf(contract.at, zone).add({ days: 14 });
  const counted = last.add({ days: last.dayOfWeek >= 6 ? 8 - last.dayOfWeek : 0 });
  if (now >= beginOf(counted.add({ days: 1 }), zone) || contract.withdrawn) return null;
  if (!contract.clear) return "kept";
  if (isLive(life) && hasRunOut(life, now)) return null;
  const until = life.ended ? earlier(life.ended, now) : now;
  const given = life.bills.flatMap((bill) => unusedOf(life, bill, until).map((part) => ({ bill, ...part })));
  if (isLive(life)) end(life, "CANCELED", now);
  contract.withdrawn = true;
  for (const { bill, payment, amount } of given) refund(world, bill, payment, amount, payment.by === "card" ? "card" : "balance");
  return together(given.map(({ amount }) => amount));
}

/** What of each payment of a bill is for time after `until`; what later bills took off for it comes off the card's first. */
function unusedOf(life: Life, bill: Bill, until: Date): { payment: Payment; amount: bigint }[] {
  const { start, end, payments } = bill;
  const period = start && end && movedBy({ start, end }, life.pauses, until);
  const part = !period
    ? { left: 1n, whole: 1n }
    : period.end <= until
      ? { left: 0n, whole: 1n }
      : leftOf(period, until, life.zone, "second");
  let missing = takenLater(life, bill);
  return payments
    .toSorted((one, other) => Number(one.by === "balance") - Number(other.by === "balance"))
    .map((payment) => {
      const due = partOf(payment.amount, part) - payment.refunded;
      const less = least(due > 0n ? due : 0n, missing);
      missing -= less;
      return { payment, amount: least(due - less, leftToRefund(life, bill, payment)) };
    })
    .filter(({ amount }) => amount > 0n);
}
