/**
 * The one source of "now". Tests and the demo may set it. It lives on `globalThis` because Next bundles this module
 * more than once (pages, instrumentation) and all copies must agree.
 */
type Clock = { offsetMs: number; fixedAt: number | null };
const key = Symbol.for("streamtill.clock");
const holder = globalThis as unknown as Record<symbol, Clock | undefined>;
holder[key] ??= { offsetMs: 0, fixedAt: null };
const clock = holder[key];

/** The present instant, as the system sees it. */
export function now(): Date {
  return new Date(clock.fixedAt ?? Date.now() + clock.offsetMs);
}

/** Stops the clock at `at` (tests, the demo's history). */
export function stopClockAt(at: Date): void {
  clock.fixedAt = at.getTime();
}

/** Lets the clock run again, ahead of the real one by `offsetMs` (demo: an operator moved it). */
export function runClock(offsetMs = 0): void {
  clock.fixedAt = null;
  clock.offsetMs = offsetMs;
}
