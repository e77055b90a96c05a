import { z } from "zod";
import { Prisma } from "#lib/db/generated/client.ts";
import { snapshot, type Tx } from "#lib/db/transaction.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import type { Months } from "./revenue-waterfall.ts";
import { FINANCE } from "./rollups/cursor.ts";
import { moneyParts } from "./rollups/finance-parts.ts";
import { unreadEntries } from "./rollups/read-entries.ts";

/** What was posted to an account for a cause in the month of this place: 0 is all before, 1 the first. Minor units, debits above zero. */
export type Posted = { place: number; account: string; cause: string; amount: bigint };

const posted = z.array(z.object({ place: z.int(), account: z.string(), cause: z.string(), amount: z.bigint() }));

/** What was posted until the end of some months to viewers' balances and to the money at gateways, debits and credits apart, in one currency. */
export async function postedMoney(tx: Tx, { from, count, timeZone }: Months, currency: string, account: Prisma.Sql): Promise<Posted[]> {
  const ends = Array.from({ length: count + 1 }, (_, index) => from.add({ months: index }).toPlainDate({ day: 1 }));
  const days = ends.map((day) => new Date(day.toString()));
  const instants = ends.map((day) => startOfDay(day, timeZone));
  const { unread, kept } = await unreadEntries(tx, FINANCE, timeZone);
  return posted.parse(
    await tx.$queryRaw`
      SELECT "place", "account", "cause", sum("amount")::bigint AS "amount" FROM (
        SELECT width_bucket("day", ${days}::date[]) AS "place", "account", "cause", unnest(ARRAY["debit", -"credit"]) AS "amount" FROM "MoneyRollup"
        WHERE "currency" = ${currency} AND "day" < ${days[count]}::date AND ${kept}
        UNION ALL
        SELECT width_bucket("at", ${instants}::timestamptz[]), "account", "cause", "debit" - "credit" FROM (${moneyParts(unread)}) p
        WHERE "currency" = ${currency} AND "at" < ${instants[count]}
      ) m WHERE ${account} GROUP BY 1, 2, 3, "amount" > 0`,
  );
}

/** What gateways hold of a month: above zero what came, below zero what left. */
export type GatewayMoney = {
  gateway: string;
  opening: bigint;
  charged: bigint;
  refunded: bigint;
  disputed: bigint;
  fees: bigint;
  paidOut: bigint;
  other: bigint;
  closing: bigint;
};

type Column = Exclude<keyof GatewayMoney, "gateway" | "opening" | "closing">;

/** By which column a cause is told; all else is `other`: what payouts say beyond what was known, and exchanges. */
const COLUMN_OF: Record<string, Column> = {
  charge: "charged",
  refund: "refunded",
  "refund-returned": "refunded",
  dispute: "disputed",
  fee: "fees",
  payout: "paidOut",
  "payout-failed": "paidOut",
};

/** Payments against payouts in a month: what each way to pay held before it, took in, gave back, kept for itself and sent to the bank, and what it holds after, as the ledger has it. */
export async function gatewayMoney(month: Temporal.PlainYearMonth, currency: string, timeZone: string): Promise<GatewayMoney[]> {
  const months = { from: month, count: 1, timeZone };
  const rows = await snapshot((tx) => postedMoney(tx, months, currency, Prisma.sql`"account" LIKE 'cash:%'`));
  return [...Map.groupBy(rows, ({ account }) => account.replace(/^cash:/, ""))]
    .map(([gateway, of]) => {
      const sum = (wanted: (row: Posted) => boolean) => of.reduce((all, row) => (wanted(row) ? all + row.amount : all), 0n);
      const column = (name: Column) => sum(({ place, cause }) => place === 1 && (COLUMN_OF[cause] ?? "other") === name);
      return {
        gateway,
        opening: sum(({ place }) => place === 0),
        charged: column("charged"),
        refunded: column("refunded"),
        disputed: column("disputed"),
        fees: column("fees"),
        paidOut: column("paidOut"),
        other: column("other"),
        closing: sum(() => true),
      };
    })
    .sort((a, b) => (a.gateway < b.gateway ? -1 : 1));
}
