import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { BOOKS_TAKE_MS, snapshot, type Tx } from "#lib/db/transaction.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { civilDayOf, extentIn } from "./rollups/civil-days.ts";
import { FINANCE } from "./rollups/cursor.ts";
import { journalsOf, moneyParts, revenueParts, taxParts } from "./rollups/finance-parts.ts";
import { unreadEntries } from "./rollups/read-entries.ts";

export type Difference = { what: string; detail: string };

const differences = z.array(z.object({ what: z.string(), detail: z.string() }));

/** Where what the reports for finance read is not what documents, movements and entries come to, day by day; a few of each. */
export function financeDifferences(timeZone: string): Promise<Difference[]> {
  return snapshot(async (tx) => {
    const extent = extentIn(await tx.$queryRaw`SELECT min("at") AS "first", max("at") AS "last" FROM "LedgerEntry"`);
    if (!extent.last) return [];
    const { unread, kept } = await unreadEntries(tx, FINANCE, timeZone);
    const dayOf = (column: string) => civilDayOf(Prisma.raw(column), extent, timeZone);
    const last = civilDate(extent.last, timeZone);
    const documents = Prisma.sql`"Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i."id" WHERE i."number" IS NOT NULL`;
    return [
      ...(await heldAgainst(
        tx,
        "tax",
        Prisma.sql`
          SELECT concat_ws(' ', "currency", "day", "kind", "country", "ratePpm", "treatment") AS "of", "net", "tax" FROM "TaxRollup" WHERE ${kept} UNION ALL
          SELECT concat_ws(' ', "currency", ${dayOf('"at"')}, "kind", "country", "ratePpm", "treatment"), "net", "tax" FROM (${taxParts(journalsOf(unread))}) p`,
        Prisma.sql`
          SELECT concat_ws(' ', i."currency", ${dayOf('i."issuedAt"')}, i."kind", coalesce(l."taxCountry", i."buyer"->>'country', ''), l."taxRatePpm", i."taxTreatment"),
            l."net", l."tax" FROM ${documents}`,
      )),
      ...(await heldAgainst(
        tx,
        "revenue",
        Prisma.sql`
          SELECT concat_ws(' ', "currency", "month", "kind") AS "of", "amount" AS "net", 0 AS "tax" FROM "RevenueRollup" WHERE ${kept} UNION ALL
          SELECT concat_ws(' ', "currency", "month", "kind"), "amount", 0 FROM (${revenueParts(journalsOf(unread), last, timeZone)}) p`,
        Prisma.sql`
          SELECT concat_ws(' ', "currency", "month", "kind"), "amount", 0 FROM "RevenueMovement" UNION ALL
          SELECT concat_ws(' ', i."currency", date_trunc('month', ${dayOf('i."issuedAt"')})::date, 'BILLED'), l."net", 0 FROM ${documents} AND i."kind" = 'INVOICE'`,
      )),
      ...(await heldAgainst(
        tx,
        "money",
        Prisma.sql`
          SELECT concat_ws(' ', "currency", "day", "account") AS "of", "debit" AS "net", "credit" AS "tax" FROM "MoneyRollup" WHERE ${kept} UNION ALL
          SELECT concat_ws(' ', "currency", ${dayOf('"at"')}, "account"), "debit", "credit" FROM (${moneyParts(unread)}) p`,
        Prisma.sql`
          SELECT concat_ws(' ', "currency", ${dayOf('"at"')}, "account"), greatest("amount", 0), greatest(-"amount", 0) FROM "LedgerEntry"
          WHERE "account" = 'balance' OR "account" LIKE 'cash:%'`,
      )),
      ...(await heldAgainst(
        tx,
        "tax in the ledger",
        Prisma.sql`SELECT "currency" AS "of", -"amount" AS "net", 0 AS "tax" FROM "LedgerEntry" WHERE "account" = 'tax'`,
        Prisma.sql`SELECT "currency", CASE "kind" WHEN 'INVOICE' THEN "tax" ELSE -"tax" END, 0 FROM "Invoice" WHERE "number" IS NOT NULL`,
      )),
    ];
  }, BOOKS_TAKE_MS);
}

async function heldAgainst(tx: Tx, name: string, shown: Prisma.Sql, there: Prisma.Sql): Promise<Difference[]> {
  return differences.parse(
    await tx.$queryRaw`
      SELECT ${name} || ' ' || "of" AS "what", 'shows ' || sum("net") || ' and ' || sum("tax") || ' more than there is' AS "detail" FROM (
        SELECT "of", "net", "tax" FROM (${shown}) shown UNION ALL SELECT "of", -"net", -"tax" FROM (${there}) there ("of", "net", "tax")
      ) d GROUP BY "of" HAVING sum("net") <> 0 OR sum("tax") <> 0 ORDER BY 1 LIMIT 3`,
  );
}
