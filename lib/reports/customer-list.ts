import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keysetOrder, keysetPage, keysetWhere } from "#lib/db/keyset.ts";
import { customerFoundBy } from "#lib/db/search.ts";
import { onDays } from "./days.ts";

export const CUSTOMER_STATES = ["subscribed", "former", "never"] as const;

export type CustomerFilter = {
  /** A number, or what a person is found by (`customerFoundBy`). */
  q: string;
  /** Has an active subscription; had one; never had. */
  state: (typeof CUSTOMER_STATES)[number] | null;
  country: string | null;
  from: string | null;
  to: string | null;
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
});

/** `plans` are those of the active subscriptions. */
export type CustomerRow = z.output<typeof row>;

/** Viewers, the newest first. */
export async function customerList(filter: CustomerFilter, timeZone: string, cursor: Cursor | null): Promise<KeysetPage<CustomerRow>> {
  const at = Prisma.sql`c."createdAt"`;
  const id = Prisma.sql`c."id"`;
  const found = await db.$queryRaw`
    SELECT c."id", c."number", c."name", c."email", c."phone", c."country", c."createdAt", c."closedAt",
           ARRAY(SELECT p."name" FROM "Subscription" s JOIN "Plan" p ON p."id" = s."planId"
                 WHERE s."customerId" = c."id" AND s."status" IN ('TRIALING', 'ACTIVE', 'PAST_DUE') ORDER BY p."position") AS "plans"
    FROM "Customer" c
    WHERE ${where(filter, timeZone)} AND ${keysetWhere(cursor, at, id)}
    ${keysetOrder(cursor, at, id)}`;
  return keysetPage(row.array().parse(found), cursor, (customer) => customer.createdAt);
}

const total = z.object({ count: z.int() });

export async function customerCount(filter: CustomerFilter, timeZone: string): Promise<number> {
  const rows = await db.$queryRaw`SELECT count(*)::int AS "count" FROM "Customer" c WHERE ${where(filter, timeZone)}`;
  return total.array().length(1).parse(rows)[0].count;
}

const LIVE = Prisma.sql`EXISTS (SELECT 1 FROM "Subscription" s WHERE s."customerId" = c."id" AND s."status" IN ('TRIALING', 'ACTIVE', 'PAST_DUE'))`;
const EVER = Prisma.sql`EXISTS (SELECT 1 FROM "Subscription" s WHERE s."customerId" = c."id" AND s."activatedAt" IS NOT NULL)`;
const STATES = { subscribed: LIVE, former: Prisma.sql`${EVER} AND NOT ${LIVE}`, never: Prisma.sql`NOT ${EVER}` };

function where({ q, state, country, from, to }: CustomerFilter, timeZone: string): Prisma.Sql {
  const conditions = onDays(Prisma.sql`c."createdAt"`, { from, to }, timeZone);
  if (q) conditions.push(matching(q.replace(/^#/, "")));
  if (state) conditions.push(STATES[state]);
  if (country) conditions.push(Prisma.sql`c."country" = ${country}`);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}

function matching(text: string): Prisma.Sql {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return Prisma.sql`c."id" IN (SELECT c."id" FROM "Customer" c WHERE c."number" = ${number} UNION ALL SELECT c."id" FROM "Customer" c WHERE ${customerFoundBy(text)})`;
}
