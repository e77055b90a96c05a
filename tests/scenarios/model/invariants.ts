import { expect } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Real } from "./command.ts";

/** What must hold of a viewer's rows whatever happened, and whatever the model says. Each statement lists what breaks it. */
export async function expectSound({ product, told }: Real): Promise<void> {
  const { id: customerId } = product.viewer;
  const broken = await db.$queryRaw`
    WITH "bills" AS (SELECT * FROM "Invoice" WHERE "customerId" = ${customerId}::uuid AND "kind" = 'INVOICE' AND "number" IS NOT NULL),
    "periods" AS (SELECT b.*, lag(b."periodEnd") OVER (PARTITION BY b."subscriptionId" ORDER BY b."cycle") AS "before" FROM "bills" b WHERE b."cycle" IS NOT NULL)
    SELECT 'a period was skipped or billed twice' AS "what", p."number" AS "which" FROM "periods" p WHERE p."before" <> p."periodStart"
      AND NOT EXISTS (SELECT FROM "SubscriptionPause" s WHERE s."subscriptionId" = p."subscriptionId")
      AND NOT EXISTS (SELECT FROM "DomainEvent" e WHERE e."subscriptionId" = p."subscriptionId" AND e."type" = 'plan_changed' AND e."at" BETWEEN least(p."before", p."periodStart") - interval '1 hour' AND p."periodStart")
    UNION ALL SELECT 'more was given back of a line than it billed', b."number" FROM "bills" b JOIN "InvoiceLine" l ON l."invoiceId" = b."id"
      WHERE l."total" > 0 AND l."total"
        < coalesce((SELECT sum(n."total") FROM "InvoiceLine" n JOIN "Invoice" i ON i."id" = n."invoiceId" WHERE i."creditOfId" = b."id" AND n."position" = l."position"), 0)
        - coalesce((SELECT sum(c."total") FROM "InvoiceLine" c JOIN "Invoice" i ON i."id" = c."invoiceId"
            WHERE c."creditsId" = l."id" AND i."number" IS NOT NULL AND (i."total" = 0 OR i."credited" < i."total")), 0)
    UNION ALL SELECT 'more was refunded than paid', "number"::text FROM "Transaction" WHERE "customerId" = ${customerId}::uuid AND "kind" = 'CHARGE' AND "refunded" > "amount"
    UNION ALL SELECT 'more was paid than billed', "number" FROM "bills" WHERE "paid" > "total"
    UNION ALL SELECT 'the balance was below nothing', "id"::text FROM (
      SELECT "id", sum("amount") OVER (PARTITION BY "currency" ORDER BY "id") AS "held" FROM "BalanceEntry" WHERE "customerId" = ${customerId}::uuid) e WHERE "held" < 0`;
  expect(broken, told.join("\n")).toEqual([]);
}
