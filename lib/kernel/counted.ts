/** A list is counted this far: a longer one says that it has more, and opens as quickly as a short one. */
export const COUNTED_UP_TO = 1_000;

/** What arrives while a list is read is counted this far. */
export const ARRIVED_UP_TO = 99;

/** How many rows there are; with `more` it is a limit, and there are more than that. */
export type Counted = { count: number; more: boolean };

export const NONE: Counted = { count: 0, more: false };

/** What was counted up to `most` and one. */
export function countedTo(most: number, count: number): Counted {
  return { count: Math.min(count, most), more: count > most };
}
