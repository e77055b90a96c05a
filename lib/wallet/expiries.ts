import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { lotsOf } from "./lots.ts";

export type ExpiryRule = Settings["balance"]["expiry"][string];

/** The end of the civil day, so many months after money came in, on which what is left of it expires. */
export function expiryOf(at: Date, months: number, timeZone: string): Date {
  return startOfDay(civilDate(at, timeZone).add({ months }).add({ days: 1 }), timeZone);
}

const entry = z.object({ id: z.string(), customerId: z.string(), currency: z.string(), at: z.date() });
export type ExpiringEntry = z.output<typeof entry>;

/** Of an entry `e` and its transaction `t`: as which kind it may expire. */
export const KIND = Prisma.sql`
  CASE WHEN e."amount" <= 0 OR e."ofId" IS NOT NULL THEN 'none' WHEN t."gateway" = 'voucher' THEN 'voucher' WHEN t."kind" = 'CHARGE' THEN 'top_up'
       WHEN t."id" IS NULL AND e."invoiceId" IS NULL THEN 'goodwill' ELSE 'none' END`;

/** Entries of the rule's kinds that came in before `before`, of balances that are not empty, of which nobody was told yet. */
export async function untoldEntries(currency: string, { kinds }: ExpiryRule, before: Date, limit: number): Promise<ExpiringEntry[]> {
  const rows = await db.$queryRaw`
    SELECT e."id", e."customerId", e."currency", e."at" FROM "BalanceEntry" e
    JOIN "Balance" b ON b."customerId" = e."customerId" AND b."currency" = e."currency" AND b."amount" > 0
    LEFT JOIN "Transaction" t ON t."id" = e."transactionId"
    WHERE e."currency" = ${currency} AND e."at" < ${before} AND ${KIND} = ANY (${kinds})
      AND NOT EXISTS (SELECT 1 FROM "BalanceExpiry" x WHERE x."entryId" = e."id") ORDER BY e."at" LIMIT ${limit}`;
  return entry.array().parse(rows);
}

/** Those whose day has come. `allowed`: the rule, as it is now, has their kind. */
export async function dueExpiries(currency: string, { kinds }: ExpiryRule, limit: number) {
  const rows = await db.$queryRaw`
    SELECT x."id", x."entryId", x."customerId", x."currency", e."at", ${KIND} = ANY (${kinds}) AS "allowed" FROM "BalanceExpiry" x
    JOIN "BalanceEntry" e ON e."id" = x."entryId" LEFT JOIN "Transaction" t ON t."id" = e."transactionId"
    WHERE x."closedAt" IS NULL AND x."expiresAt" <= ${now()} AND x."currency" = ${currency} ORDER BY x."expiresAt" LIMIT ${limit}`;
  return entry.extend({ entryId: z.string(), allowed: z.boolean() }).array().parse(rows);
}

/** What is left of an entry of a balance that is locked. */
export async function leftOf(tx: Tx, { id, customerId, currency }: Pick<ExpiringEntry, "id" | "customerId" | "currency">): Promise<bigint> {
  const entries = await tx.balanceEntry.findMany({ where: { customerId, currency }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return lotsOf(entries).find((lot) => lot.id === id)?.left ?? 0n;
}

/** Writes down that a viewer is told; false where they are already. `spent`: nothing is left to tell of. */
export async function writeExpiry(
  tx: Tx,
  { id: entryId, customerId, currency }: ExpiringEntry,
  expiresAt: Date,
  spent: boolean,
): Promise<boolean> {
  if ((await tx.balanceExpiry.count({ where: { entryId } })) > 0) return false;
  const at = now();
  await insertRows(tx, {
    BalanceExpiry: [{ id: newId(), entryId, customerId, currency, expiresAt, toldAt: at, closedAt: spent ? at : null }],
  });
  return true;
}

/** It has expired, or was spent; false where another has closed it. */
export async function closeExpiry(tx: Tx, id: string): Promise<boolean> {
  return (await tx.balanceExpiry.updateMany({ where: { id, closedAt: null }, data: { closedAt: now() } })).count > 0;
}

/** It does not expire any more as it was told: the rule is another. Should it expire after all, it is told anew. */
export async function forgetExpiry(where: Prisma.BalanceExpiryWhereInput): Promise<void> {
  await db.balanceExpiry.deleteMany({ where: { ...where, closedAt: null } });
}
