import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { periodOf } from "./period.ts";
import { revenue } from "./revenue.ts";

type Difference = { what: string; detail: string };

const cash = z.array(z.object({ currency: z.string(), charged: z.bigint(), refunded: z.bigint(), first: z.date(), last: z.date() }));

/** The dashboard's own totals over all time, by currency, beside the ledger's cash accounts. */
export async function dashboardDifferences(timeZone: string): Promise<Difference[]> {
  const ledger = cash.parse(
    await db.$queryRaw`
      SELECT e."currency", min(e."at") AS "first", max(e."at") AS "last",
             coalesce(sum(e."amount") FILTER (WHERE j."key" LIKE 'charge:%'), 0)::bigint AS "charged",
             coalesce(-sum(e."amount") FILTER (WHERE j."key" LIKE 'refund:%' OR j."key" LIKE 'refund-returned:%'), 0)::bigint AS "refunded"
      FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId" WHERE e."account" LIKE 'cash:%' GROUP BY 1`,
  );
  const wrong: Difference[] = [];
  for (const { currency, charged, refunded, first, last } of ledger) {
    const shown = { gross: 0n, refunded: 0n };
    for (const days of yearsBetween(civilDate(first, timeZone), civilDate(last, timeZone))) {
      const { now: year } = await revenue(periodOf({ choice: "custom", ...days }, timeZone, last), currency);
      shown.gross += year.gross;
      shown.refunded += year.refunded;
    }
    if (shown.gross === charged && shown.refunded === refunded) continue;
    wrong.push({
      what: `dashboard ${currency}`,
      detail: `shows ${shown.gross} and ${shown.refunded} back, the ledger has ${charged} and ${refunded} back`,
    });
  }
  return wrong;
}

/** Year by year, for the dashboard shows no longer period than ten. */
function yearsBetween(first: Temporal.PlainDate, last: Temporal.PlainDate): { from: string; to: string }[] {
  const years: { from: string; to: string }[] = [];
  for (let from = first; Temporal.PlainDate.compare(from, last) <= 0; from = from.add({ years: 1 })) {
    const end = from.add({ years: 1 }).subtract({ days: 1 });
    years.push({ from: from.toString(), to: (Temporal.PlainDate.compare(end, last) < 0 ? end : last).toString() });
  }
  return years;
}
