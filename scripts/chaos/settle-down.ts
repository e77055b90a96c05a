import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";

type Pace = { patienceMs: number; hurry: boolean };

/** Waits until the verdict has nothing to say and no webhook is on its way, or patience ends. Returns the last verdict and the seconds it took. */
export async function settleDown<Verdict extends Record<string, string[]>>(
  judge: () => Promise<Verdict>,
  waiting: () => number,
  { patienceMs, hurry }: Pace,
) {
  const began = Date.now();
  for (;;) {
    const webhooks = waiting();
    const verdict = await judge();
    const seconds = Math.round((Date.now() - began) / 1000);
    const isQuiet = webhooks === 0 && Object.values(verdict).every((lines) => lines.length === 0);
    if (isQuiet || Date.now() - began > patienceMs) return { verdict, seconds };
    if (hurry) await bringForward();
    await sleep(2_000);
  }
}

/** What the product would look at in a minute or more, it looks at now. */
async function bringForward(): Promise<void> {
  const at = new Date();
  await db.transaction.updateMany({ where: { settledAt: null, reconcileAt: { gt: at } }, data: { reconcileAt: at } });
  await db.inboundEvent.updateMany({ where: { handledAt: null, nextAttemptAt: { gt: at } }, data: { nextAttemptAt: at } });
}
