import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing, startingWith } from "./like.ts";

const finding = z.object({
  kind: z.enum(["customer", "subscription", "transaction", "invoice", "message"]),
  id: z.string(),
  number: z.string(),
  title: z.string(),
  detail: z.string(),
  status: z.string().nullable(),
});
export type Finding = z.output<typeof finding>;

/** Customers, subscriptions, transactions, invoices and messages by number, name or email; up to five of each, newest first. */
export async function findAnything(query: string): Promise<Finding[]> {
  const text = query.trim().replace(/^#/, "");
  if (text.length < 2 && !/^\d$/.test(text)) return [];
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  const found = await Promise.all([
    customers(text, number),
    subscriptions(text, number),
    transactions(text, number),
    invoices(text),
    messages(text, number),
  ]);
  return finding.array().parse(found.flat());
}

function customers(text: string, number: number) {
  return db.$queryRaw<unknown[]>`
    SELECT 'customer' AS "kind", "id", "number"::text AS "number", "name" AS "title", "email" AS "detail", NULL AS "status"
    FROM "Customer" c WHERE c."number" = ${number} OR ${named(text)} ORDER BY c."number" = ${number} DESC, c."createdAt" DESC LIMIT 5`;
}

function subscriptions(text: string, number: number) {
  return db.$queryRaw<unknown[]>`
    SELECT 'subscription' AS "kind", s."id", s."number"::text AS "number", c."name" AS "title", p."name" AS "detail", s."status"::text AS "status"
    FROM "Subscription" s JOIN "Customer" c ON c."id" = s."customerId" JOIN "Plan" p ON p."id" = s."planId"
    WHERE s."number" = ${number} OR ${named(text)} ORDER BY s."number" = ${number} DESC, s."createdAt" DESC LIMIT 5`;
}

function transactions(text: string, number: number) {
  return db.$queryRaw<unknown[]>`
    SELECT 'transaction' AS "kind", t."id", t."number"::text AS "number", t."name" AS "title", coalesce(t."planName", t."email") AS "detail",
           t."status"::text AS "status"
    FROM "Transaction" t
    WHERE t."number" = ${number} OR t."gatewayReference" = ${text} OR t."customerId" IN (SELECT c."id" FROM "Customer" c WHERE ${named(text)} LIMIT 50)
    ORDER BY t."number" = ${number} DESC, t."createdAt" DESC LIMIT 5`;
}

function invoices(text: string) {
  return db.$queryRaw<unknown[]>`
    SELECT 'invoice' AS "kind", i."id", coalesce(i."number", '') AS "number", c."name" AS "title", c."email" AS "detail", i."status"::text AS "status"
    FROM "Invoice" i JOIN "Customer" c ON c."id" = i."customerId"
    WHERE i."number" ILIKE ${containing(text)} OR i."customerId" IN (SELECT c."id" FROM "Customer" c WHERE ${named(text)} LIMIT 50)
    ORDER BY i."number" LIKE ${`%-${text.padStart(6, "0")}`} DESC NULLS LAST, i."createdAt" DESC LIMIT 5`;
}

function messages(text: string, number: number) {
  return db.$queryRaw<unknown[]>`
    SELECT 'message' AS "kind", m."id", m."number"::text AS "number", coalesce(nullif(m."subject", ''), left(m."text", 80)) AS "title",
           m."recipient" AS "detail", m."status"::text AS "status"
    FROM "Message" m
    WHERE m."number" = ${number} OR m."recipient" ILIKE ${startingWith(text)}
    ORDER BY m."number" = ${number} DESC, m."createdAt" DESC LIMIT 5`;
}

function named(text: string): Prisma.Sql {
  return Prisma.sql`(c."name" ILIKE ${containing(text)} OR c."email" ILIKE ${containing(text)})`;
}
