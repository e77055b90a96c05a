import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { customerFoundBy, numberIn } from "#lib/db/search.ts";
import { ARRIVED_UP_TO, COUNTED_UP_TO, type Counted, countedTo } from "#lib/kernel/counted.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";
import { onDays } from "./days.ts";

export const CUSTOMER_STATES = ["subscribed", "former", "never"] as const;
export type CustomerState = (typeof CUSTOMER_STATES)[number];

export type CustomerFilter = {
  /** Newest first unless told otherwise. */
  sorting?: Sorting<"since" | "name">;
  /** A number, or what a person is found by (`customerFoundBy`). */
  q: string;
  /** Has an active subscription; had one; never had. */
  state: (typeof CUSTOMER_STATES)[number] | null;
  country: string | null;
  /** Something waits to be billed by hand to them. */
  charges?: "waiting" | null;
  from: string | null;
  to: string | null;
  /** Only what had been made by then. */
  madeBy?: Date;
};

const row = z.object({
  id: z.string(),
  number: z.int(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  country: z.string().nullable(),
  createdAt: z.date(),
  closedAt: z.date().nullable(),
  plans: z.array(z.string()),
  folded: z.string(),
});

/** `plans` are those of the active subscriptions; `folded` is the name without case and accents, which sorts. */
export type CustomerRow = z.output<typeof row>;

const FOLDED = Prisma.sql`search_fold(c."name") COLLATE "C"`;

export const CUSTOMER_SORTS = {
  since: { column: Prisma.sql`c."createdAt"`, holds: "instant", keyOf: (row) => row.createdAt, first: "desc" },
  name: { column: FOLDED, holds: "text", keyOf: (row) => row.folded, first: "asc" },
} satisfies Record<string, Sort<CustomerRow>>;

/** Beyond it those of a search are not counted further. */
const COUNTED = 10_000;

/**
 * Viewers, and how many there are. `common`: the search means more than `COUNTED`. Such a page is sooner found
 * by reading the list than by sorting all that is meant, but not by name, for people who are called alike stand together, maybe at the far
 * end: it is in the list's own order then, as `sorting` says.
 */
export async function customerList({ sorting, ...filter }: CustomerFilter, timeZone: string, cursor: Cursor | null, size?: number) {
  const howMany = await countedUp(filter, timeZone);
  const common = filter.q !== "" && howMany.more;
  const order = common && sorting?.by === "name" ? undefined : sorting;
  const list = keyset(CUSTOMER_SORTS, Prisma.sql`c."id"`, { sorting: order, cursor, size });
  const found = await db.$queryRaw`
    WITH c AS ${people(filter, common)}
    SELECT c."id", c."number", c."name", c."email", c."phone", c."country", c."createdAt", c."closedAt", ${FOLDED} AS "folded",
           ARRAY(SELECT p."name" FROM "Subscription" s JOIN "Plan" p ON p."id" = s."planId"
                 WHERE s."customerId" = c."id" AND s."status" IN ${LIVE_SQL} ORDER BY p."position") AS "plans"
    FROM c WHERE ${where(filter, timeZone)} AND ${list.where}
    ${list.order}`;
  return { page: list.page(row.array().parse(found)), counted: howMany, common, sorting: order };
}

/** How many have arrived since the list was read from there (`newest`): these few are read, whoever is searched for. */
export async function arrivedCustomers({ sorting, ...filter }: CustomerFilter, timeZone: string, before: Cursor): Promise<Counted> {
  const { where: arrived } = keyset(CUSTOMER_SORTS, Prisma.sql`c."id"`, { sorting, cursor: before });
  return counted(people(filter, true), Prisma.sql`${where(filter, timeZone)} AND ${arrived}`, ARRIVED_UP_TO);
}

function countedUp(filter: CustomerFilter, timeZone: string): Promise<Counted> {
  return counted(people(filter), where(filter, timeZone), filter.q ? COUNTED : COUNTED_UP_TO);
}

const total = z.object({ count: z.int() });

async function counted(from: Prisma.Sql, conditions: Prisma.Sql, most: number): Promise<Counted> {
  const rows = await db.$queryRaw`
    WITH c AS ${from} SELECT count(*)::int AS "count" FROM (SELECT FROM c WHERE ${conditions} LIMIT ${most + 1}) counted`;
  return countedTo(most, total.array().length(1).parse(rows)[0].count);
}

/**
 * Everybody, or those meant by the search. A limit at their table would let PostgreSQL read the whole of it in the hope of an early end;
 * materialized, its text index is asked, and only as many rows are read as are wanted.
 */
function people({ q }: CustomerFilter, common = false): Prisma.Sql {
  const meant = q ? Prisma.sql`c."number" = ${numberIn(q)} OR ${customerFoundBy(q)}` : Prisma.sql`TRUE`;
  return Prisma.sql`${q && !common ? Prisma.sql`MATERIALIZED` : Prisma.sql`NOT MATERIALIZED`} (
    SELECT c."id", c."number", c."name", c."email", c."phone", c."country", c."createdAt", c."closedAt" FROM "Customer" c WHERE ${meant})`;
}

const LIVE = Prisma.sql`EXISTS (SELECT 1 FROM "Subscription" s WHERE s."customerId" = c."id" AND s."status" IN ${LIVE_SQL})`;
const EVER = Prisma.sql`EXISTS (SELECT 1 FROM "Subscription" s WHERE s."customerId" = c."id" AND s."activatedAt" IS NOT NULL)`;
const CHARGES_WAIT = Prisma.sql`c."id" IN (SELECT "customerId" FROM "ManualCharge" WHERE "decidedAt" IS NULL)`;
const STATES = { subscribed: LIVE, former: Prisma.sql`${EVER} AND NOT ${LIVE}`, never: Prisma.sql`NOT ${EVER}` };

function where({ state, country, charges, from, to, madeBy }: CustomerFilter, timeZone: string): Prisma.Sql {
  const conditions = onDays(Prisma.sql`c."createdAt"`, { from, to }, timeZone);
  if (madeBy) conditions.push(Prisma.sql`c."createdAt" <= ${madeBy}`);
  if (state) conditions.push(STATES[state]);
  if (charges) conditions.push(CHARGES_WAIT);
  if (country) conditions.push(Prisma.sql`c."country" = ${country}`);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}
