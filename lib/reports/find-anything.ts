import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { InvoiceStatus, MessageStatus, PlanStatus, Prisma, SubscriptionStatus, TransactionStatus } from "#lib/db/generated/client.ts";
import { startingWith } from "#lib/db/like.ts";
import { customerFoundBy, numberIn, textHolds } from "#lib/db/search.ts";
import { maskSecrets } from "#lib/messages/templates/secrets.ts";
import { refundableSql } from "#lib/payments/refundable.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";

const common = {
  id: z.string(),
  number: z.string(),
  title: z.string().transform((text) => maskSecrets(text).slice(0, 100)),
  detail: z.string(),
  /** Of a payment: minor units of `currency`, negative when given back, null where only a card was saved; and when it was begun. */
  amount: z.bigint().nullable().default(null),
  currency: z.string().nullable().default(null),
  at: z.date().nullable().default(null),
};
const finding = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("customer"), status: z.null(), ...common }),
  z.object({ kind: z.literal("subscription"), status: z.enum(SubscriptionStatus), ...common }),
  z.object({ kind: z.literal("transaction"), status: z.enum(TransactionStatus), ...common }),
  z.object({ kind: z.literal("invoice"), status: z.enum(InvoiceStatus), ...common }),
  z.object({ kind: z.literal("message"), status: z.enum(MessageStatus), ...common }),
  z.object({ kind: z.literal("plan"), status: z.enum(PlanStatus), ...common }),
  z.object({ kind: z.literal("coupon"), status: z.null(), ...common }),
]);
export type Finding = z.output<typeof finding>;

/** Everything by number, name, address, phone number or TV login (see `customerFoundBy`); up to five of each kind, newest first. */
export async function findAnything(query: string): Promise<Finding[]> {
  const text = query.trim().replace(/^#(?!\d+$)/, "");
  if (!text) return [];
  const found = await Promise.all([
    customers(text),
    subscriptions(text),
    transactions(text),
    invoices(text),
    messages(text),
    plans(text),
    coupons(text),
  ]);
  return finding.array().parse(found.flat());
}

/** The payments of a person, or with a number, that can be given back. */
export async function findRefundable(text: string): Promise<Finding[]> {
  return finding.array().parse(await transactions(text, refundableSql()));
}

/** The subscriptions of a person, or with a number, that can be canceled. */
export async function findCancelable(text: string): Promise<Finding[]> {
  const live = Prisma.sql`s."status" IN ${LIVE_SQL} AND NOT s."cancelAtPeriodEnd"`;
  return finding.array().parse(await subscriptions(text, live));
}

/**
 * The people meant. A limit at their table would let PostgreSQL read the whole of it in the hope of an early end; materialized,
 * its text index is asked, and only as many rows are read as are wanted.
 */
function people(text: string): Prisma.Sql {
  return Prisma.sql`
    meant AS MATERIALIZED (SELECT c."id", c."createdAt" FROM "Customer" c WHERE ${customerFoundBy(text)}),
    people AS MATERIALIZED (SELECT "id" FROM meant LIMIT 200)`;
}

function customers(text: string) {
  return db.$queryRaw<unknown[]>`
    WITH ${people(text)}, found AS (
      (SELECT c."id", c."createdAt", true AS "named" FROM "Customer" c WHERE c."number" = ${numberIn(text)})
      UNION ALL (SELECT "id", "createdAt", false FROM meant LIMIT 1000)
    )
    SELECT 'customer' AS "kind", c."id", c."number"::text AS "number", c."name" AS "title", c."email" AS "detail", NULL AS "status"
    FROM (SELECT "id", bool_or("named") AS "named", max("createdAt") AS "at" FROM found GROUP BY 1 ORDER BY 2 DESC, 3 DESC LIMIT 5) f
    JOIN "Customer" c ON c."id" = f."id" ORDER BY f."named" DESC, f."at" DESC`;
}

function subscriptions(text: string, only = Prisma.sql`TRUE`) {
  return db.$queryRaw<unknown[]>`
    WITH ${people(text)}
    SELECT 'subscription' AS "kind", s."id", s."number"::text AS "number", c."name" AS "title", p."name" AS "detail", s."status"::text AS "status"
    FROM "Subscription" s JOIN "Customer" c ON c."id" = s."customerId" JOIN "Plan" p ON p."id" = s."planId"
    WHERE (s."number" = ${numberIn(text)} OR s."customerId" IN (SELECT "id" FROM people)) AND ${only}
    ORDER BY s."number" = ${numberIn(text)} DESC, s."createdAt" DESC LIMIT 5`;
}

function transactions(text: string, only = Prisma.sql`TRUE`) {
  return db.$queryRaw<unknown[]>`
    WITH ${people(text)}
    SELECT 'transaction' AS "kind", t."id", t."number"::text AS "number", t."name" AS "title", coalesce(t."planName", '') AS "detail",
           t."status"::text AS "status", CASE t."kind" WHEN 'CHARGE' THEN t."amount" WHEN 'REFUND' THEN -t."amount" END AS "amount", t."currency",
           t."createdAt" AS "at"
    FROM "Transaction" t
    WHERE (t."number" = ${numberIn(text)} OR t."gatewayReference" = ${text} OR t."paymentReference" = ${text}
           OR t."invoiceId" IN (SELECT "id" FROM "Invoice" WHERE "number" = ${text.toUpperCase()})
           OR t."customerId" IN (SELECT "id" FROM people)) AND ${only}
    ORDER BY t."number" = ${numberIn(text)} DESC, t."createdAt" DESC LIMIT 5`;
}

function invoices(text: string) {
  const number = text.replace("#", "");
  const serial = `%-${/^\d{1,6}$/.test(number) ? number.padStart(6, "0") : "-"}`; // the end of a number; of none, when it can be none
  return db.$queryRaw<unknown[]>`
    WITH ${people(text)}
    SELECT 'invoice' AS "kind", i."id", coalesce(i."number", '') AS "number", c."name" AS "title", '' AS "detail", i."status"::text AS "status",
           i."total" AS "amount", i."currency", i."createdAt" AS "at"
    FROM "Invoice" i JOIN "Customer" c ON c."id" = i."customerId"
    WHERE i."number" LIKE ${startingWith(number.toUpperCase())} OR i."number" LIKE ${serial}
       OR i."customerId" IN (SELECT "id" FROM people)
    ORDER BY i."number" LIKE ${serial} DESC NULLS LAST, i."createdAt" DESC LIMIT 5`;
}

function messages(text: string) {
  return db.$queryRaw<unknown[]>`
    WITH ${people(text)}
    SELECT 'message' AS "kind", m."id", m."number"::text AS "number", coalesce(nullif(m."subject", ''), m."text") AS "title",
           m."recipient" AS "detail", m."status"::text AS "status"
    FROM "Message" m
    WHERE m."number" = ${numberIn(text)} OR m."customerId" IN (SELECT "id" FROM people)
    ORDER BY m."number" = ${numberIn(text)} DESC, m."createdAt" DESC LIMIT 5`;
}

function plans(text: string) {
  return db.$queryRaw<unknown[]>`
    SELECT 'plan' AS "kind", "id", '' AS "number", "name" AS "title", "slug" AS "detail", "status"::text AS "status"
    FROM "Plan" WHERE ${textHolds(Prisma.sql`"name"`, text)} OR ${textHolds(Prisma.sql`"slug"`, text)} ORDER BY "position" LIMIT 5`;
}

function coupons(text: string) {
  return db.$queryRaw<unknown[]>`
    SELECT 'coupon' AS "kind", "id", '' AS "number", "code" AS "title", CASE WHEN "name" <> "code" THEN "name" ELSE '' END AS "detail", NULL AS "status"
    FROM "Coupon" WHERE ${textHolds(Prisma.sql`"code"`, text)} OR ${textHolds(Prisma.sql`"name"`, text)}
    ORDER BY "archivedAt" IS NOT NULL, "createdAt" DESC LIMIT 5`;
}
