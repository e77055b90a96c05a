const SLOW_MS = 5_000;
const IN_A_ROW = 3;
const REST_MS = 60_000;

/** Requests that ran into nothing, one after the other, and until when the gateway is left alone, by this process's own clock. */
const gateways = new Map<string, { inARow: number; until: number }>();

/**
 * Whether a gateway hangs: three requests in a row waited five seconds and longer for nothing. For a minute what can wait is not begun there,
 * so that it stays due instead of becoming unknown; then it is tried again, and one more silence is enough. A gateway that refuses at once
 * holds nobody up, and is asked as ever.
 */
export function isHanging(gateway: string): boolean {
  return (gateways.get(gateway)?.until ?? 0) > performance.now();
}

/** Notes how long a request took and whether there was an answer. */
export function noteRequest(gateway: string, answered: boolean, tookMs: number): void {
  if (answered) gateways.delete(gateway);
  else if (tookMs >= SLOW_MS) {
    const inARow = (gateways.get(gateway)?.inARow ?? 0) + 1;
    gateways.set(gateway, { inARow, until: inARow >= IN_A_ROW ? performance.now() + REST_MS : 0 });
  }
}
