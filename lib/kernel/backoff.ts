const MINUTE_MS = 60_000;
/** Most silences are short. */
const QUICK_TRIES = 5;

/** 1, 2, 4, 8 … minutes, at most `longest`, in milliseconds. @param doublings from 0 */
export function doubling(doublings: number, longest: { minutes: number }): number {
  return Math.min(2 ** doublings, longest.minutes) * MINUTE_MS;
}

/** The same after five tries that come a minute apart. @param tries made before this one */
export function patient(tries: number, longest: { minutes: number }): number {
  return doubling(Math.max(tries + 1 - QUICK_TRIES, 0), longest);
}
