import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { InvoiceStatus, MessageStatus, PlanStatus, Prisma, SubscriptionStatus, TransactionStatus } from "#lib/db/generated/client.ts";
import { startingWith } from "#lib/db/like.ts";
import { textHolds, waysToNumber } from "#lib/db/search.ts";
import { recipientIn, versionsWithSubject } from "#lib/messages/sending/queries.ts";
import { maskSecrets } from "#lib/messages/templates/secrets.ts";
import { refundableSql } from "#lib/payments/refundable.ts";
import { LIVE_SQL } from "#lib/subscriptions/state.ts";
import { waysToInvoiceNumbers } from "./find-invoice-numbers.ts";
import { latestFound, type People, peopleMeant, type RankedWay } from "./find-latest.ts";
import { waysToReferences } from "./transaction-ways.ts";

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

/** Everything by number, name, address, phone number or TV login (see `customerFoundBy`), or its reference; messages by their subject too. Up to five of each kind, newest first. */
export async function findAnything(query: string): Promise<Finding[]> {
  const text = query.trim().replace(/^#(?!\d+$)/, "");
  if (!text) return [];
  const people = await peopleMeant(text);
  const found = await Promise.all([
    customers(text, people),
    subscriptions(text, people),
    transactions(text, people),
    invoices(text, people),
    messages(text, people),
    plans(text),
    coupons(text),
  ]);
  return finding.array().parse(found.flat());
}

/** The payments of a person, or with a number, that can be given back. */
export async function findRefundable(text: string): Promise<Finding[]> {
  return finding.array().parse(await transactions(text, await peopleMeant(text), refundableSql()));
}

/** The subscriptions of a person, or with a number, that can be canceled. */
export async function findCancelable(text: string): Promise<Finding[]> {
  const live = Prisma.sql`s."status" IN ${LIVE_SQL} AND NOT s."cancelAtPeriodEnd"`;
  return finding.array().parse(await subscriptions(text, await peopleMeant(text), live));
}

async function customers(text: string, people: People): Promise<unknown[]> {
  const rows = { from: Prisma.sql`"Customer" c`, row: Prisma.sql`c` };
  const found = latestFound(rows, waysToNumbers(text, rows), people, Prisma.sql`c."id"`);
  if (!found) return [];
  return db.$queryRaw<unknown[]>`
    SELECT 'customer' AS "kind", c."id", c."number"::text AS "number", c."name" AS "title", c."email" AS "detail", NULL AS "status"
    FROM (${found}) f JOIN "Customer" c ON c."id" = f."id" ORDER BY f."rank" DESC, f."at" DESC`;
}

async function subscriptions(text: string, people: People, only?: Prisma.Sql): Promise<unknown[]> {
  const rows = { from: Prisma.sql`"Subscription" s`, row: Prisma.sql`s`, only };
  const found = latestFound(rows, waysToNumbers(text, rows), people, Prisma.sql`s."customerId"`);
  if (!found) return [];
  return db.$queryRaw<unknown[]>`
    SELECT 'subscription' AS "kind", s."id", s."number"::text AS "number", c."name" AS "title", p."name" AS "detail", s."status"::text AS "status"
    FROM (${found}) f JOIN "Subscription" s ON s."id" = f."id" JOIN "Customer" c ON c."id" = s."customerId" JOIN "Plan" p ON p."id" = s."planId"
    ORDER BY f."rank" DESC, f."at" DESC`;
}

async function transactions(text: string, people: People, only?: Prisma.Sql): Promise<unknown[]> {
  const rows = { from: Prisma.sql`"Transaction" t`, row: Prisma.sql`t`, only };
  const references = (await waysToReferences(text)).map((where) => ({ rank: 1, where }));
  const found = latestFound(rows, [...waysToNumbers(text, rows), ...references], people, Prisma.sql`t."customerId"`);
  if (!found) return [];
  return db.$queryRaw<unknown[]>`
    SELECT 'transaction' AS "kind", t."id", t."number"::text AS "number", t."name" AS "title", coalesce(t."planName", '') AS "detail",
           t."status"::text AS "status", CASE t."kind" WHEN 'CHARGE' THEN t."amount" WHEN 'REFUND' THEN -t."amount" END AS "amount", t."currency",
           t."createdAt" AS "at"
    FROM (${found}) f JOIN "Transaction" t ON t."id" = f."id" ORDER BY f."rank" DESC, f."at" DESC`;
}

async function invoices(text: string, people: People): Promise<unknown[]> {
  const rows = { from: Prisma.sql`"Invoice" i`, row: Prisma.sql`i` };
  const found = latestFound(rows, waysToInvoiceNumbers(text), people, Prisma.sql`i."customerId"`);
  if (!found) return [];
  return db.$queryRaw<unknown[]>`
    SELECT 'invoice' AS "kind", i."id", coalesce(i."number", '') AS "number", c."name" AS "title", '' AS "detail", i."status"::text AS "status",
           i."total" AS "amount", i."currency", i."createdAt" AS "at"
    FROM (${found}) f JOIN "Invoice" i ON i."id" = f."id" JOIN "Customer" c ON c."id" = i."customerId" ORDER BY f."rank" DESC, f."at" DESC`;
}

async function messages(text: string, people: People): Promise<unknown[]> {
  const rows = { from: Prisma.sql`"Message" m`, row: Prisma.sql`m` };
  const ways = [
    ...waysToNumbers(text, rows),
    { rank: 0, column: Prisma.sql`m."templateVersionId"`, ids: await versionsWithSubject(text) },
    { rank: 0, where: toAddress(text) },
  ];
  const found = latestFound(rows, ways, people, Prisma.sql`m."customerId"`);
  if (!found) return [];
  return db.$queryRaw<unknown[]>`
    SELECT 'message' AS "kind", m."id", m."number"::text AS "number", coalesce(nullif(m."subject", ''), m."text") AS "title",
           m."recipient" AS "detail", m."status"::text AS "status"
    FROM (${found}) f JOIN "Message" m ON m."id" = f."id" ORDER BY f."rank" DESC, f."at" DESC`;
}

/** The condition for messages whose recipient begins so, of very many any: who is called so is found as a person. */
function toAddress(text: string): Prisma.Sql {
  return Prisma.sql`m."id" = ANY(ARRAY(SELECT a."id" FROM "Message" a WHERE lower(a."recipient") LIKE ${startingWith(recipientIn(text))}
    ORDER BY lower(a."recipient") USING ~<~ LIMIT 100))`;
}

/** The way to the row with the number that was typed, if it is one. */
function waysToNumbers(text: string, { row }: { row: Prisma.Sql }): RankedWay[] {
  return waysToNumber(text, Prisma.sql`${row}."number"`).map(({ all }) => ({ rank: 2, where: all }));
}

function plans(text: string) {
  return db.$queryRaw<unknown[]>`
    SELECT 'plan' AS "kind", "id", '' AS "number", "name" AS "title", "slug" AS "detail", "status"::text AS "status"
    FROM "Plan" WHERE ${textHolds(Prisma.sql`"name"`, text)} OR ${textHolds(Prisma.sql`"slug"`, text)} ORDER BY "position" LIMIT 5`;
}

/** Codes of campaigns are rows of their own: of coupons there are few. */
function coupons(text: string) {
  return db.$queryRaw<unknown[]>`
    SELECT 'coupon' AS "kind", "id", '' AS "number", "code" AS "title", CASE WHEN "name" <> "code" THEN "name" ELSE '' END AS "detail", NULL AS "status"
    FROM "Coupon" WHERE ${textHolds(Prisma.sql`"code"`, text)} OR ${textHolds(Prisma.sql`"name"`, text)}
    ORDER BY "archivedAt" IS NOT NULL, "createdAt" DESC LIMIT 5`;
}
