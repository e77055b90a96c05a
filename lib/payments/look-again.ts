import { db } from "#lib/db/client.ts";
import { Prisma, type Transaction } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { doubling } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Lane } from "./lanes.ts";
import { gatewayIds } from "./registry.ts";
import { UNDECIDED } from "./state.ts";

/** While a row is being asked about, other workers leave it alone for this long. */
const LEASE_MS = 5 * 60_000;
const LONGEST_PAUSE = { minutes: 6 * 60 };

/** Takes transactions of which a look at the gateway is due. */
export function takeDueLooks(limit: number, lane: Lane): Promise<Pick<Transaction, "id" | "gateway">[]> {
  return takeDue("Transaction", { due: "reconcileAt", which: inLane(lane), limit, forMs: LEASE_MS });
}

function inLane(lane: Lane): Prisma.Sql {
  if (lane === undefined) return Prisma.sql`TRUE`;
  return lane === null ? Prisma.sql`"gateway" <> ALL(${gatewayIds()})` : Prisma.sql`"gateway" = ${lane}`;
}

/** Makes a look due at each open try of an order. One that is being settled at this moment is not waited for. */
export async function lookSoon(tx: Tx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Transaction" SET "reconcileAt" = ${now()} WHERE "id" IN (
      SELECT "id" FROM "Transaction" WHERE "orderId" = ${orderId}::uuid AND "settledAt" IS NULL FOR UPDATE SKIP LOCKED)`;
}

type Looked = Pick<Transaction, "id" | "reconcileAt" | "reconcileAttempts">;

/** Makes the next look due after a pause that grows, unless another was asked for since the one that was made (`reconcileAt`: its lease). */
export async function lookLater({ id, reconcileAt: made, reconcileAttempts }: Looked): Promise<void> {
  const reconcileAt = new Date(now().getTime() + doubling(reconcileAttempts, LONGEST_PAUSE));
  await db.transaction.updateMany({ where: { id, reconcileAt: made }, data: { reconcileAt, reconcileAttempts: reconcileAttempts + 1 } });
}

/** All is known of a transaction, unless another look was asked for since: what was given up by this one has a page to be closed. */
export async function lookNoMore({ id, reconcileAt }: Looked): Promise<void> {
  await db.transaction.updateMany({ where: { id, reconcileAt }, data: { reconcileAt: null } });
}

/** Makes a look due at each of these, settled or not, by this reference should we know none. What is being settled at this moment is not waited for. */
export async function lookAt(told: { id: string; reference: string }[]): Promise<void> {
  if (told.length === 0) return;
  const [ids, references] = [told.map(({ id }) => id), told.map(({ reference }) => reference)];
  await db.$executeRaw`
    WITH told AS (
      SELECT DISTINCT ON (t."id") t."id", told."reference" FROM unnest(${ids}::uuid[], ${references}::text[]) told("id", "reference")
      JOIN "Transaction" t ON t."id" = told."id"
    ), free AS (SELECT "id" FROM "Transaction" WHERE "id" IN (SELECT "id" FROM told) FOR UPDATE SKIP LOCKED)
    UPDATE "Transaction" t SET "reconcileAt" = least(t."reconcileAt", ${now()}),
      "gatewayReference" = coalesce(t."gatewayReference", CASE WHEN NOT EXISTS (
        SELECT FROM "Transaction" o WHERE o."gateway" = t."gateway" AND o."gatewayReference" = told."reference") THEN told."reference" END)
    FROM told WHERE told."id" = t."id" AND t."id" IN (SELECT "id" FROM free)`;
}

/** The same of each payment whose dispute is not decided. */
export async function lookAtUndecided(gateway: string): Promise<void> {
  const disputed = await db.dispute.findMany({
    where: { gateway, status: { in: UNDECIDED } },
    select: { transaction: { select: { id: true, paymentReference: true } } },
  });
  await lookAt(disputed.map(({ transaction: { id, paymentReference } }) => ({ id, reference: paymentReference! })));
}
