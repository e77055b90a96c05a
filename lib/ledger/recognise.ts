import { z } from "zod";
import { type Invoice, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Month } from "./recognition.ts";

/** A month to close: its first civil day as a date column has it, and its first and last instant. */
export type RevenueMonthToClose = Month & { month: Date };

const CLOCKS_DIFFER_MS = 2 * 86_400_000;
const NOBODY = "00000000-0000-0000-0000-000000000000";

const found = z.array(z.object({ id: z.string() }));
const moved = z.array(z.object({ kind: z.enum(["RECOGNIZED", "WRITTEN_OFF"]), currency: z.string(), amount: z.bigint() }));

/** Lets PostgreSQL know how many movements there are: it plans a month's statements by that, and the table grows by a month at once. */
export async function countMovements(tx: Tx): Promise<void> {
  await tx.$executeRaw`ANALYZE "RevenueMovement"`;
}

/** Invoices after `after` that may have something to recognise in a month, in the order of their ids. */
export async function invoicesToRecognise(tx: Tx, { from, to }: Month, after: string | null, limit: number): Promise<string[]> {
  const since = new Date(from.getTime() - CLOCKS_DIFFER_MS);
  const rows = await tx.$queryRaw`
    SELECT i."id" FROM "Invoice" i
    WHERE i."id" > ${after ?? NOBODY}::uuid AND i."kind" = 'INVOICE' AND i."number" IS NOT NULL AND i."issuedAt" < ${to}
      AND (i."periodEnd" > ${from} OR i."issuedAt" >= ${since} OR i."paidAt" >= ${since}
        OR EXISTS (SELECT FROM "InvoiceLine" l WHERE l."invoiceId" = i."id" AND l."periodEnd" > ${from})
        OR EXISTS (SELECT FROM "SubscriptionPause" z WHERE z."subscriptionId" = i."subscriptionId" AND z."cycle" = i."cycle"
          AND (z."endedAt" IS NULL OR z."endedAt" + (i."periodEnd" - i."periodStart") > ${from})))
    ORDER BY i."id" LIMIT ${limit}`;
  return found.parse(rows).map(({ id }) => id);
}

/**
 * Takes from `deferred` what these invoices' lines earned in a month, as `earnedBy` says, with one journal dated at its end. What was never paid and not served, for
 * the subscription ended, is no revenue but less of a loss; it is taken back where it is paid after all. A line is taken once a month, however many workers do it.
 * What credits take away is posted beside it, so that movements which cancel each other have a journal too: reports are added up by it.
 */
export async function recognise(tx: Tx, { month, from, to }: RevenueMonthToClose, invoiceIds: string[]): Promise<void> {
  const journalId = newId();
  const rows = await tx.$queryRaw`
    WITH "moved" AS (
      SELECT "lineId", sum("amount") FILTER (WHERE "kind" <> 'WRITTEN_OFF') AS "taken", sum("amount") FILTER (WHERE "kind" = 'WRITTEN_OFF') AS "lost",
        bool_or("kind" = 'RECOGNIZED') AS "begun", bool_or("kind" = 'RECOGNIZED' AND "month" = ${month}::date) AS "done"
      FROM "RevenueMovement" WHERE "lineId" IN (SELECT "id" FROM "InvoiceLine" WHERE "invoiceId" = ANY (${invoiceIds}::uuid[])) GROUP BY 1
    ), "line" AS (
      SELECT l."id", i."currency", i."issuedAt", i."status" = 'UNCOLLECTIBLE' AND i."paid" = 0 AND s."endedAt" < ${to} AS "lost",
        l."net" - coalesce(m."taken", 0) - CASE WHEN i."status" = 'UNCOLLECTIBLE' THEN coalesce(m."lost", 0) ELSE 0 END AS "left",
        CASE WHEN i."status" = 'UNCOLLECTIBLE' THEN 0 ELSE coalesce(m."lost", 0) END AS "back", s."endedAt", p."start", p."end",
        CASE WHEN m."begun" THEN greatest(p."start", ${from}::timestamptz - z."before") ELSE p."start" END AS "since", ${to}::timestamptz - z."stood" AS "until"
      FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i."id" LEFT JOIN "Subscription" s ON s."id" = i."subscriptionId"
      LEFT JOIN "moved" m ON m."lineId" = l."id"
      CROSS JOIN LATERAL (SELECT CASE WHEN l."kind" <> 'setup_fee' THEN coalesce(l."periodStart", i."periodStart") END AS "start",
        CASE WHEN l."kind" <> 'setup_fee' THEN coalesce(l."periodEnd", i."periodEnd") END AS "end") p
      CROSS JOIN LATERAL (SELECT ${stoodStill(from)} AS "before", ${stoodStill(to)} AS "stood"
        FROM "SubscriptionPause" z WHERE z."subscriptionId" = i."subscriptionId") z
      WHERE i."id" = ANY (${invoiceIds}::uuid[]) AND l."net" <> 0 AND m."done" IS NOT TRUE
        AND (p."start" IS NULL OR p."start" < ${to} OR s."endedAt" < ${to})
        AND NOT (p."start" IS NULL AND i."subscriptionId" IS NOT NULL AND l."kind" <> 'setup_fee')
    ), "earned" AS (
      SELECT *, CASE
        WHEN "lost" THEN ${portion(Prisma.sql`greatest(least("endedAt", "end"), "since")`)}
        WHEN "start" IS NULL OR "end" IS NULL OR "end" <= "start" OR "end" <= "until" OR "endedAt" < ${to} THEN "left"
        ELSE ${portion(Prisma.sql`"until"`)} END AS "amount"
      FROM "line" WHERE "left" <> 0
    ), "row" AS (
      SELECT "id", 'RECOGNIZED' AS "kind", '' AS "cause", "issuedAt", "currency", "amount" FROM "earned"
      UNION ALL SELECT "id", 'WRITTEN_OFF', '', "issuedAt", "currency", "left" - "amount" FROM "earned" WHERE "lost" AND "left" <> "amount"
      UNION ALL SELECT "id", 'WRITTEN_OFF', 'paid', "issuedAt", "currency", -"back" FROM "earned" WHERE "back" <> 0
    ), "inserted" AS (
      INSERT INTO "RevenueMovement" ("id", "lineId", "kind", "month", "cause", "billedAt", "currency", "amount", "journalId")
      SELECT gen_random_uuid(), "id", "kind"::"RevenueKind", ${month}::date, "cause", "issuedAt", "currency", "amount", ${journalId}::uuid FROM "row"
      ON CONFLICT DO NOTHING RETURNING "kind", "currency", "amount"
    )
    SELECT "kind"::text AS "kind", "currency", sum("amount")::bigint AS "amount" FROM "inserted" WHERE "amount" <> 0 GROUP BY 1, 2, "amount" > 0`;
  const sums = moved.parse(rows);
  if (sums.length === 0) return;
  const at = new Date(to.getTime() - 1);
  await tx.ledgerJournal.create({ data: { id: journalId, key: `recognise:${journalId}`, at } });
  await tx.ledgerEntry.createMany({
    data: sums.flatMap(({ kind, currency, amount }) => [
      { journalId, currency, at, account: "deferred", amount },
      { journalId, currency, at, account: kind === "RECOGNIZED" ? "revenue" : "written_off", amount: -amount },
    ]),
  });
}

/** For how long the subscription of a line stood still between its start and `at`. Its service goes on after that, so instants are counted as if it had not. */
function stoodStill(at: Date): Prisma.Sql {
  const until = Prisma.sql`least(coalesce(z."endedAt", ${at}::timestamptz), ${at}::timestamptz)`;
  return Prisma.sql`coalesce(sum(greatest(${until} - greatest(z."from", p."start"), interval '0')), interval '0')`;
}

/** Of what is left, the share that the time from `since` to `until` has of the time to `end`, half away from zero. */
function portion(until: Prisma.Sql): Prisma.Sql {
  const ms = (to: Prisma.Sql) => Prisma.sql`(extract(epoch FROM ${to} - "since") * 1000)`;
  return Prisma.sql`round(("left" * ${ms(until)})::numeric(60, 15) / nullif(${ms(Prisma.sql`"end"`)}, 0))::bigint`;
}

/** Takes what a credit note gives back from what is still deferred of each of its lines; the rest of its net was earned. Returns how much. */
export async function creditDeferred(
  tx: Tx,
  { id, creditOfId, currency }: Pick<Invoice, "id" | "creditOfId" | "currency">,
  month: Date,
): Promise<{ journalId: string; deferred: bigint }> {
  const journalId = newId();
  const [{ deferred }] = await tx.$queryRaw<[{ deferred: bigint }]>`
    WITH "inserted" AS (
      INSERT INTO "RevenueMovement" ("id", "lineId", "kind", "month", "cause", "billedAt", "currency", "amount", "journalId")
      SELECT gen_random_uuid(), l."id", 'CREDITED', ${month}::date, c."id"::text, i."issuedAt", ${currency}, t."amount", ${journalId}::uuid
      FROM "InvoiceLine" c JOIN "InvoiceLine" l ON l."invoiceId" = ${creditOfId}::uuid AND l."position" = c."position" JOIN "Invoice" i ON i."id" = l."invoiceId"
      CROSS JOIN LATERAL (SELECT l."net" - coalesce(sum("amount"), 0) AS "left" FROM "RevenueMovement" WHERE "lineId" = l."id") m
      CROSS JOIN LATERAL (SELECT CASE WHEN c."net" > 0 THEN least(c."net", greatest(m."left", 0)) ELSE greatest(c."net", least(m."left", 0)) END AS "amount") t
      WHERE c."invoiceId" = ${id}::uuid AND t."amount" <> 0
      RETURNING "amount"
    )
    SELECT coalesce(sum("amount"), 0)::bigint AS "deferred" FROM "inserted"`;
  return { journalId, deferred };
}

/** Says that a month is closed. */
export async function closeMonth(tx: Tx, month: Date): Promise<void> {
  await tx.revenueMonth.createMany({ data: { month, closedAt: now() }, skipDuplicates: true });
}
