import pLimit from "p-limit";
import { z } from "zod";
import { PictureQuality, Prisma, type StorePurchase } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { changeRow } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { eventRow, type NewEvent } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import type { Source } from "#lib/kernel/source.ts";
import { lockPurchase } from "./lock.ts";
import { entitlingSql, lastsUntil } from "./state.ts";

const AT_ONCE = 4;
const LEASE_MS = 60_000;

const grants = z.object({
  planId: z.string(),
  packages: z.array(z.string()),
  maxDevices: z.int(),
  maxStreams: z.int(),
  quality: z.enum(PictureQuality),
});
type Grants = z.output<typeof grants>;

/**
 * Tells of access by purchases whose time has come: what is paid is over, or something besides the purchase has changed (its product, who may test).
 * Returns how many were looked at.
 */
export async function tellDueAccess(limit = 50): Promise<number> {
  const due = await takeDue("StorePurchase", { due: "accessAt", which: Prisma.sql`TRUE`, limit, forMs: LEASE_MS });
  await pLimit(AT_ONCE).map(due, tellSafely);
  return due.length;
}

/** One that cannot be told holds up no other: it is due again when its lease is over. */
async function tellSafely({ id }: StorePurchase): Promise<void> {
  try {
    await transaction(async (tx) => tellAccess(tx, await lockPurchase(tx, id), "worker"));
  } catch (error) {
    log.error({ err: error, purchase: id }, "access by a store was not told");
  }
}

/** Lets that happen at once for these purchases. */
export async function tellAccessSoon(tx: Tx, where: Prisma.StorePurchaseWhereInput): Promise<void> {
  await tx.storePurchase.updateMany({ where, data: { accessAt: now() } });
}

/** Writes down what a locked purchase lets its viewer watch, where that is another than was told last. The events name the viewer, for it may be moved. */
export async function tellAccess(tx: Tx, purchase: StorePurchase, source: Source): Promise<StorePurchase> {
  const { id, customerId, accessOf, accessTo, expiresAt, renews } = purchase;
  const given = customerId ? await givenBy(tx, id) : null;
  const accessAt = given && expiresAt ? lastsUntil(expiresAt, renews) : null;
  const told = { accessOf: given ? customerId : null, accessTo: given?.planId ?? null, accessAt };
  const events: NewEvent[] = [];
  const event = { subject: "ACCESS", storePurchaseId: id, source } as const;
  const isMoved = accessOf !== null && accessOf !== told.accessOf;
  if (isMoved) events.push({ ...event, type: "ended", data: { customerId: accessOf, endedAt: now().toISOString() } });
  if (given && (accessOf === null || isMoved)) events.push({ ...event, type: "granted", data: { customerId, ...given } });
  else if (given && accessTo !== given.planId) events.push({ ...event, type: "changed", data: { customerId, ...given } });
  return changeRow(tx, "StorePurchase", purchase, told, { DomainEvent: events.map(eventRow) });
}

/** What its product's plan grants, while it entitles to it. */
async function givenBy(tx: Tx, id: string): Promise<Grants | null> {
  const rows = await tx.$queryRaw`
    SELECT h."id" AS "planId", h."packages", h."maxDevices", h."maxStreams", h."quality"::text AS "quality"
    FROM "StorePurchase" p JOIN "StoreProduct" m ON m."store" = p."store" AND m."productId" = p."productId" JOIN "Plan" h ON h."id" = m."planId"
    WHERE p."id" = ${id}::uuid AND ${entitlingSql(now())}`;
  return grants.array().parse(rows)[0] ?? null;
}
