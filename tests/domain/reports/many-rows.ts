import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { addCustomer, addPlanWithPrice, addSubscription, addTransaction } from "./history.ts";

export const MANY = 20_000;
const PEOPLE = 2_000;

/**
 * A history long enough for reading all of it to be told from reading a page: three quarters of the viewers are called Martin, ten Quentin. What is rare lies at
 * its beginning, and so at the end of each list: a retired gateway and plan, one country, a few cards, amounts and states.
 */
export async function addManyRows(rows = MANY): Promise<{ planId: string }> {
  const { id: customerId } = await addCustomer({ name: "Nobody", email: "nobody@example.com" });
  const offer = await addPlanWithPrice("Retired");
  const { plan } = await addPlanWithPrice("Usual");
  const of = { customerId, planId: plan.id, last4: "4242" };
  const { id: transactionId } = await addTransaction("2020-01-01T00:00:00Z", 999n, of);
  const { id: subscriptionId } = await addSubscription(offer, {
    customerId,
    payerId: customerId,
    status: "EXPIRED",
    endedAt: new Date("2020-02-01T00:00:00Z"),
  });
  await db.$executeRaw`ALTER TABLE "Customer" DISABLE TRIGGER customer_words`;
  await db.$executeRaw`
    INSERT INTO "Customer" ("id", "email", "name", "serviceUserId", "servicePassword", "createdAt", "updatedAt", "words")
    SELECT gen_random_uuid(), lower(w) || n || '@many.example', w || ' ' || n, 'many-' || n, 'x', timestamptz '2023-01-01' + n * interval '1 hour', now(),
           ARRAY[lower(w), lower(w) || n || '@many.example']
    FROM generate_series(1, ${PEOPLE}::int) n, LATERAL (SELECT CASE WHEN n <= 10 THEN 'Quentin' WHEN n % 4 = 0 THEN 'Usha' ELSE 'Martin' END AS w) w`;
  await db.$executeRaw`ALTER TABLE "Customer" ENABLE TRIGGER customer_words`;
  await db.$executeRaw`CREATE TABLE people AS
    SELECT "id", "name", "email", row_number() OVER (ORDER BY "createdAt")::int AS place FROM "Customer" WHERE "email" LIKE '%@many.example'`;
  await db.$executeRaw`ANALYZE people`;
  // Little by little: what runs long holds back whoever reads events, in every database of the cluster.
  for (let from = 1; from <= rows; from += 1_000) {
    const numbers = Prisma.sql`generate_series(${from}::int, ${from + 999}::int) n JOIN people p ON p.place = n % ${PEOPLE}::int + 1`;
    await db.$executeRaw`
      INSERT INTO "Invoice" ("id", "status", "number", "series", "sequence", "customerId", "currency", "subtotal", "discount", "tax", "total", "paid", "seller", "buyer", "createdAt", "issuedAt", "paidAt")
      SELECT gen_random_uuid(), CASE WHEN n <= 20 THEN 'OPEN' ELSE 'PAID' END::"InvoiceStatus", s || '-' || lpad(n::text, 6, '0'), s, n, p."id", 'EUR', 999, 0, 0, 999,
      CASE WHEN n <= 20 THEN 0 ELSE 999 END, '{}', jsonb_build_object('name', p."name", 'email', p."email"), at, at, at
      FROM ${numbers}, LATERAL (SELECT CASE WHEN n <= 5000 THEN '2023' ELSE '2024' END AS s) s,
      LATERAL (SELECT timestamptz '2023-01-01' + n * interval '30 minutes' AS at) a`;
    await db.$executeRaw`ANALYZE "Invoice"`;
    await db.$executeRaw`
      INSERT INTO "Transaction" SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + n, 'gatewayReference', 'ref_' || n,
      'paymentReference', 'pay_' || n, 'customerId', p."id", 'invoiceId', i."id", 'createdAt', i."createdAt", 'settledAt', i."createdAt" + interval '1 hour',
      'status', CASE WHEN n <= 5 THEN 'UNKNOWN' WHEN n % 10 = 0 THEN 'DECLINED' ELSE 'SUCCEEDED' END, 'gateway', CASE WHEN n <= 40 THEN 'mollie' ELSE 'stripe' END,
      'country', CASE WHEN n <= 30 THEN 'KW' ELSE 'DE' END, 'planId', CASE WHEN n <= 60 THEN ${offer.plan.id} ELSE ${plan.id} END,
      'last4', CASE WHEN n <= 4 THEN '0005' ELSE '4242' END, 'amount', CASE WHEN n <= 3 THEN 123456 ELSE 999 END))).*
      FROM "Transaction" t, ${numbers} JOIN "Invoice" i ON i."sequence" = n AND i."series" IN ('2023', '2024')
      WHERE t."id" = ${transactionId}::uuid`;
    await db.$executeRaw`
      INSERT INTO "Subscription" SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + n, 'customerId', p."id", 'payerId', p."id",
      'createdAt', timestamptz '2023-01-01' + n * interval '30 minutes', 'activatedAt', timestamptz '2023-01-01' + n * interval '30 minutes',
      'endedAt', timestamptz '2023-01-31' + n * interval '30 minutes', 'planId', CASE WHEN n <= 20 THEN ${offer.plan.id} ELSE ${plan.id} END,
      'status', CASE WHEN n <= 10 THEN 'PAST_DUE' ELSE 'EXPIRED' END, 'currency', CASE WHEN n <= 5 THEN 'USD' ELSE 'EUR' END))).*
      FROM "Subscription" s, ${numbers} WHERE s."id" = ${subscriptionId}::uuid`;
    await db.$executeRaw`
      INSERT INTO "Message" ("id", "number", "kind", "channel", "status", "dedupeKey", "templateKey", "templateVersionId", "locale", "recipient", "customerId", "subject", "text", "providerReference", "createdAt")
      SELECT gen_random_uuid(), 1000 + n, 'EMAIL', 'smtp', CASE WHEN n <= 10 THEN 'BOUNCED' ELSE 'SENT' END::"MessageStatus", 'many:' || n, v."key",
      v."id", 'en', CASE WHEN n <= 3 THEN 'elsewhere@else.example' ELSE p."email" END, p."id", v."subject", '', 'msg_' || n, timestamptz '2023-01-01' + n * interval '30 minutes'
      FROM ${numbers}
      JOIN "TemplateVersion" v ON v."key" = CASE WHEN n <= 10 THEN 'reset_password' ELSE 'receipt' END AND v."kind" = 'EMAIL' AND v."locale" = 'en'`;
  }
  await db.$executeRaw`INSERT INTO "InvoiceSeries" ("series", "last") VALUES ('2023', 5000), ('2024', ${rows})`;
  await db.$executeRaw`DROP TABLE people`;
  for (const table of ["Customer", "Invoice", "Transaction", "Subscription", "Message"])
    await db.$executeRawUnsafe(`VACUUM ANALYZE "${table}"`);
  return { planId: offer.plan.id };
}

/** Somebody with so many payments, invoices and messages of old, after `addManyRows`. */
export async function addBusy(rows: number): Promise<void> {
  const { id: customerId } = await addCustomer({ name: "Busy Bertha", email: "bertha@busy.example" });
  const common = Prisma.sql`jsonb_build_object('id', gen_random_uuid(), 'customerId', ${customerId}::text, 'createdAt', '2023-05-01T00:00:00Z')`;
  const each = Prisma.sql`generate_series(1, ${rows}::int) n`;
  await db.$executeRaw`
    INSERT INTO "Transaction" SELECT (jsonb_populate_record(t, ${common} || jsonb_build_object('number', 1000000 + n, 'gateway', 'sandbox',
    'gatewayReference', 'busy_' || n, 'paymentReference', 'paid_' || n))).*
    FROM "Transaction" t, ${each} WHERE t."number" = 6001`;
  await db.$executeRaw`
    INSERT INTO "Invoice" SELECT (jsonb_populate_record(i, ${common} || jsonb_build_object('number', 'B-' || lpad(n::text, 6, '0'), 'series', 'B', 'sequence', n))).*
    FROM "Invoice" i, ${each} WHERE i."number" = '2024-005001'`;
  await db.$executeRaw`
    INSERT INTO "Message" SELECT (jsonb_populate_record(m, ${common} || jsonb_build_object('number', 1000000 + n, 'dedupeKey', 'busy:' || n))).*
    FROM "Message" m, ${each} WHERE m."number" = 6001`;
  await db.$executeRaw`INSERT INTO "InvoiceSeries" ("series", "last") VALUES ('B', ${rows})`;
  for (const table of ["Customer", "Invoice", "Transaction", "Message"]) await db.$executeRawUnsafe(`VACUUM ANALYZE "${table}"`);
}

/** How many rows of a table, or entries of its indexes, were read while `work` was done. */
export async function rowsRead(table: string, work: () => Promise<unknown>): Promise<number> {
  const before = await settled(table);
  await work();
  return (await settled(table)) - before;
}

/** A connection tells what it has read when it ends, and soon after. */
async function settled(table: string): Promise<number> {
  await db.$disconnect();
  let [last, now] = [-1, await read(table)];
  while (last !== now) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    [last, now] = [now, await read(table)];
  }
  return now;
}

async function read(table: string): Promise<number> {
  const [{ rows }] = await db.$queryRaw<{ rows: number }[]>`
    SELECT ("seq_tup_read" + (SELECT sum("idx_tup_read") FROM pg_stat_user_indexes i WHERE i."relid" = t."relid"))::float8 AS "rows"
    FROM pg_stat_user_tables t WHERE "relname" = ${table}`;
  return rows;
}
