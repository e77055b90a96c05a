import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Span } from "../period.ts";

/** Civil days or months that a rollup has sums of, `until` not included. */
export type Piece = { unit: "DAY" | "MONTH"; from: string; until: string };

/** A span as what a rollup has of it, and the rest of a day, which it has not. `whole` is where the pieces are. */
export type Pieces = { pieces: Piece[]; whole: Span; rest: Span };

/** A span that begins with a day, or where nothing is, in as few pieces as it can be: in months only where `months` says that nobody asks for less. */
export function piecesOf({ start, end }: Span, timeZone: string, { months }: { months: boolean }): Pieces {
  const [from, until] = [civilDate(start, timeZone), civilDate(end, timeZone)];
  const cut = startOfDay(until, timeZone);
  return { pieces: pieces(from, until, months), whole: { start, end: cut }, rest: { start: cut, end } };
}

/** Longer than anything was sold, in whole months wherever it begins. */
export const ALL_TIME: Span = { start: new Date("1990-01-15"), end: new Date("2190-01-15") };

/** What is asked for backwards. */
export const NOTHING: Pieces = withinDays({ start: ALL_TIME.start, end: ALL_TIME.start });

/** A span of which less than a day is asked for: all of it is rest. */
export function withinDays({ start, end }: Span): Pieces {
  return { pieces: [], whole: { start, end: start }, rest: { start, end } };
}

function pieces(from: Temporal.PlainDate, until: Temporal.PlainDate, months: boolean): Piece[] {
  const first = from.day === 1 ? from : from.with({ day: 1 }).add({ months: 1 });
  const last = until.with({ day: 1 });
  const piece = (unit: Piece["unit"], a: Temporal.PlainDate, b: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(a, b) < 0 ? [{ unit, from: a.toString(), until: b.toString() }] : [];
  if (!months || Temporal.PlainDate.compare(first, last) >= 0) return piece("DAY", from, until);
  return [...piece("DAY", from, first), ...piece("MONTH", first, last), ...piece("DAY", last, until)];
}
