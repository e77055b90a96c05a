import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { GatewayDifferenceDecision, GatewayDifferenceKind, Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { onDays } from "./days.ts";

export const DIFFERENCE_KINDS = Object.values(GatewayDifferenceKind);
export const DIFFERENCE_STATES = ["open", "decided"] as const;

/** The days are those on which it was found. */
export type DifferenceFilter = {
  sorting?: Sorting<"date">;
  /** What it is about, as the gateway calls it, or a part of what the gateway says besides. */
  q: string;
  state: (typeof DIFFERENCE_STATES)[number] | null;
  kind: GatewayDifferenceKind | null;
  from: string | null;
  to: string | null;
};

const row = z.object({
  id: z.uuid(),
  kind: z.enum(GatewayDifferenceKind),
  subject: z.string(),
  currency: z.string(),
  theirs: z.bigint().nullable(),
  ours: z.bigint().nullable(),
  ourCurrency: z.string().nullable(),
  text: z.string().nullable(),
  at: z.date(),
  foundAt: z.date(),
  decision: z.enum(GatewayDifferenceDecision).nullable(),
});
export type DifferenceRow = z.output<typeof row>;

export const DIFFERENCE_SORTS = {
  date: { column: Prisma.sql`"foundAt"`, holds: "instant", keyOf: (row) => row.foundAt, first: "desc" },
} satisfies Record<string, Sort<DifferenceRow>>;

const STATE_SQL = { open: Prisma.sql`"decidedAt" IS NULL`, decided: Prisma.sql`"decidedAt" IS NOT NULL` };

/** What a gateway and we say differently, those found last first. */
export async function gatewayDifferences(
  gateway: string,
  filter: DifferenceFilter,
  timeZone: string,
  cursor: Cursor | null,
): Promise<KeysetPage<DifferenceRow>> {
  const list = keyset(DIFFERENCE_SORTS, Prisma.sql`"id"`, { sorting: filter.sorting, cursor });
  const { q, state, kind } = filter;
  const conditions = [list.where, ...onDays(Prisma.sql`"foundAt"`, filter, timeZone)];
  if (q) conditions.push(Prisma.sql`(${q} IN ("subject", "paymentReference") OR strpos(lower("text"), lower(${q})) > 0)`);
  if (state) conditions.push(STATE_SQL[state]);
  if (kind) conditions.push(Prisma.sql`"kind" = ${kind}::"GatewayDifferenceKind"`);
  const found = await db.$queryRaw`
    SELECT "id", "kind"::text, "subject", "currency", "theirs", "ours", "ourCurrency", "text", "at", "foundAt", "decision"::text
    FROM "GatewayDifference" WHERE "gateway" = ${gateway} AND ${Prisma.join(conditions, " AND ")} ${list.order}`;
  return list.page(row.array().parse(found));
}

/** One with our transaction that it is about, and the payout that it was found in; null when there is none of that gateway. */
export function gatewayDifference(gateway: string, id: string) {
  const include = {
    transaction: { select: { id: true, number: true } },
    payout: { select: { id: true, gateway: true, reference: true } },
  } as const;
  return db.gatewayDifference.findUnique({ where: { id, gateway }, include });
}

export type DifferenceDetails = NonNullable<Awaited<ReturnType<typeof gatewayDifference>>>;
