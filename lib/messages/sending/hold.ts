import { db } from "#lib/db/client.ts";
import type { Message } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Kind } from "#lib/messages/catalog.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second, … failed attempt; one more failure gives the message up, unless it waits for the operator. */
export const BACKOFF = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR];
/** How long a message waits for the operator: what it says is old by then. */
const HOLD = 14 * 24 * HOUR;
/** How long a claimed message belongs to its worker. Longer than a round of sending takes, each of whose calls has its own limit. */
export const LEASE = 10 * MINUTE;

/** When a message that waits for the operator to mend something is tried again; null when it has waited long enough. */
export function heldUntil({ attempts, createdAt }: Pick<Message, "attempts" | "createdAt">, at: Date): Date | null {
  const wait = BACKOFF[attempts - 1] ?? BACKOFF.at(-1)!;
  return at.getTime() - createdAt.getTime() >= HOLD ? null : new Date(at.getTime() + wait);
}

/**
 * Makes due what waits for the operator to mend something, since it seems mended: one of them went out, or a test did.
 * Those due within a lease may be on their way, and are left alone. `taken: false` leaves alone those that the provider took and then
 * reported as failed, for which only a delivery is a proof.
 */
export async function releaseHeld(kind: Kind, { taken = true, tx = db }: { taken?: boolean; tx?: Tx } = {}): Promise<void> {
  const at = now();
  const where = { kind, status: "HELD", nextAttemptAt: { gt: new Date(at.getTime() + LEASE) } } as const;
  await tx.message.updateMany({ where: { ...where, ...(!taken && { providerReference: null }) }, data: { nextAttemptAt: at } });
}
