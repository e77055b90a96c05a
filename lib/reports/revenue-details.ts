import { z } from "zod";
import { replica } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot } from "#lib/db/transaction.ts";
import { DISPUTED } from "#lib/payments/state.ts";
import type { Period, Span } from "./period.ts";
import { LEDGER } from "./rollups/cursor.ts";
import { unreadEntries } from "./rollups/read-entries.ts";

/** Minor units. */
export type Counted = { count: number; amount: bigint };

export type RevenueDetails = {
  /** Tax of what was invoiced, less that of credit notes, as the ledger has it. */
  tax: bigint;
  /** What gateways took for themselves, as the ledger has it. */
  fees: bigint;
  /** Invoices that were paid after a charge of them had failed, with what they come to. */
  recovered: { now: Counted; before: Counted };
  /** Disputes that banks opened, inquiries and returned debits left out, with what they ask back. */
  disputed: { now: Counted; before: Counted };
};

/** What is to be known of a period's revenue besides its sum, in one currency. */
export async function revenueDetails(period: Period, currency: string): Promise<RevenueDetails> {
  return {
    ...(await taken(period, currency)),
    recovered: await inBoth(RECOVERED, period, currency),
    disputed: await inBoth(OPENED, period, currency),
  };
}

const posted = z.array(z.object({ account: z.enum(["tax", "fees"]), credited: z.bigint() }));

/** What was posted to these accounts: the sums of days that are kept, and the entries since, at one instant. */
async function taken({ from, to, start, end, timeZone }: Period, currency: string): Promise<Pick<RevenueDetails, "tax" | "fees">> {
  const rows = await snapshot(async (tx) => {
    const { unread, kept } = await unreadEntries(tx, LEDGER, timeZone);
    return posted.parse(
      await tx.$queryRaw`
        SELECT "account", sum("credited")::bigint AS "credited" FROM (
          SELECT "account", "credit" - "debit" AS "credited" FROM "LedgerRollup"
          WHERE "currency" = ${currency} AND "day" BETWEEN ${from}::date AND ${to}::date AND ${kept}
          UNION ALL
          SELECT "account", -"amount" FROM (${unread}) e WHERE "at" >= ${start} AND "at" < ${end} AND "currency" = ${currency}
        ) t WHERE "account" IN ('tax', 'fees') GROUP BY 1`,
    );
  });
  const of = (account: string) => rows.find((row) => row.account === account)?.credited ?? 0n;
  return { tax: of("tax"), fees: -of("fees") };
}

/** What rows there are, when they count, and for how much. */
type Rows = { from: Prisma.Sql; at: Prisma.Sql; amount: Prisma.Sql };

const RECOVERED: Rows = {
  from: Prisma.sql`(SELECT * FROM "Invoice" WHERE "attempts" > 0 AND "paidAt" IS NOT NULL)`,
  at: Prisma.sql`"paidAt"`,
  amount: Prisma.sql`"total"`,
};
const OPENED: Rows = {
  from: Prisma.sql`(SELECT * FROM "Dispute" WHERE "status" = ANY (${DISPUTED}::"DisputeStatus"[]))`,
  at: Prisma.sql`"openedAt"`,
  amount: Prisma.sql`"amount"`,
};

const counted = z.array(z.object({ now: z.boolean(), count: z.int(), amount: z.bigint() }));

async function inBoth(rows: Rows, period: Period, currency: string): Promise<{ now: Counted; before: Counted }> {
  const sum = ({ start, end }: Span, now: boolean) => Prisma.sql`
    SELECT ${now}::boolean AS "now", count(*)::int AS "count", coalesce(sum(${rows.amount}), 0)::bigint AS "amount"
    FROM ${rows.from} r WHERE "currency" = ${currency} AND ${rows.at} >= ${start} AND ${rows.at} < ${end}`;
  const found = counted.parse(await replica.$queryRaw`${sum(period, true)} UNION ALL ${sum(period.before, false)}`);
  const of = (now: boolean) => {
    const { count, amount } = found.find((row) => row.now === now) ?? { count: 0, amount: 0n };
    return { count, amount };
  };
  return { now: of(true), before: of(false) };
}
