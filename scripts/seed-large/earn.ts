import { type Calendar, firstDayOf } from "./calendar.ts";

/** What of a line leaves `deferred` in a month: earned, given back by the credit note, or lost. */
export type Movement = { kind: "RECOGNIZED" | "CREDITED" | "WRITTEN_OFF"; month: number; amount: number };

export type Line = {
  net: number;
  /** Null: it has no length. */
  start: number | null;
  end: number;
  billedAt: number;
  credit: { at: number; net: number } | null;
  /** When the subscription ended and its unpaid invoice was given up. */
  lostAt: number | null;
  /** Since when it stands still. */
  pausedAt: number | null;
};

/** The movements of a line in the months that are closed, as `lib/ledger/recognise.ts` would have made them one month after the other. */
export function earn(line: Line, calendar: Calendar, openMonth: number): Movement[] {
  const { start, end, billedAt, credit, lostAt, pausedAt } = line;
  const moved: Movement[] = [];
  let left = line.net;
  let begun = false;
  const served = (ms: number) => (pausedAt !== null && pausedAt < ms ? pausedAt : ms);
  const creditMonth = credit ? calendar.monthOf(credit.at) : -1;
  const lostMonth = lostAt === null ? -1 : calendar.monthOf(lostAt);
  for (let month = calendar.monthOf(billedAt); month <= openMonth && (left !== 0 || month <= creditMonth); month += 1) {
    if (credit && month === creditMonth) {
      const amount = Math.min(credit.net, Math.max(left, 0));
      if (amount > 0) moved.push({ kind: "CREDITED", month, amount });
      left -= amount;
    }
    if (month === openMonth || left === 0) continue;
    const [from, to] = [calendar.startOfMonth(month), calendar.startOfMonth(month + 1)];
    const until = served(to);
    if (start !== null && start >= to) continue;
    const since = start === null ? null : begun ? Math.max(start, served(from)) : start;
    if (month === lostMonth && since !== null) {
      const earned = share(left, Math.max(Math.min(lostAt!, end), since) - since, end - since);
      moved.push({ kind: "RECOGNIZED", month, amount: earned });
      if (earned !== left) moved.push({ kind: "WRITTEN_OFF", month, amount: left - earned });
      left = 0;
      continue;
    }
    const isOver = since === null || end <= until;
    const amount = isOver ? left : share(left, until - since, end - since);
    moved.push({ kind: "RECOGNIZED", month, amount });
    left -= amount;
    begun = true;
  }
  return moved;
}

/** Half away from zero; exact, for the product of cents and milliseconds stays below 2^53. */
function share(amount: number, ms: number, of: number): number {
  const twice = 2 * amount * ms + of;
  return (twice - (twice % (2 * of))) / (2 * of);
}

/** As a column of type DATE is written, in days since 1970. */
export const monthDay = firstDayOf;
