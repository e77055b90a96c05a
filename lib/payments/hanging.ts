const SLOW_MS = 5_000;
const IN_A_ROW = 3;
const REST_MS = 60_000;

type Silence = {
  /** Requests without an answer, one after the other. */
  inARow: number;
  /** Those of them that waited long. */
  slowly: number;
  /** When the last of them ended, by this process's own clock. */
  at: number;
};

const silences = new Map<string, Silence>();

/**
 * Whether a gateway hangs: three requests in a row waited five seconds and longer for nothing. For a minute what can wait is not begun there,
 * so that it stays due instead of becoming unknown; then it is tried again, and one more silence is enough. A gateway that refuses at once
 * holds nobody up, and is asked as ever.
 */
export function isHanging(gateway: string): boolean {
  return lately(gateway, ({ slowly }) => slowly >= IN_A_ROW);
}

/** Whether a gateway gives no answer, be it at once or after waiting: viewers are shown the others first for a minute. */
export function isDown(gateway: string): boolean {
  return lately(gateway, ({ inARow }) => inARow >= IN_A_ROW);
}

/** Notes how long a request took and whether there was an answer. */
export function noteRequest(gateway: string, answered: boolean, tookMs: number): void {
  const { inARow, slowly } = silences.get(gateway) ?? { inARow: 0, slowly: 0 };
  if (answered) silences.delete(gateway);
  else silences.set(gateway, { inARow: inARow + 1, slowly: tookMs >= SLOW_MS ? slowly + 1 : slowly, at: performance.now() });
}

/** Asks, and notes how long that took; what throws is no answer. */
export async function timed<Answer>(gateway: { id: string }, call: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  let answered = false;
  try {
    const answer = await call();
    answered = true;
    return answer;
  } finally {
    noteRequest(gateway.id, answered, performance.now() - began);
  }
}

function lately(gateway: string, is: (silence: Silence) => boolean): boolean {
  const silence = silences.get(gateway);
  return silence !== undefined && is(silence) && performance.now() - silence.at < REST_MS;
}
