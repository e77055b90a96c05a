import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { csvLine } from "#lib/kernel/csv.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { type Months, type RevenueMonthRow, revenueWaterfall } from "./revenue-waterfall.ts";

const COLUMNS: [string, (row: RevenueMonthRow) => bigint][] = [
  ["deferred_at_start", (row) => row.deferredBefore],
  ["billed", (row) => row.billed],
  ["recognized", (row) => row.recognized],
  ["credited", (row) => row.credited],
  ["written_off", (row) => row.writtenOff],
  ["deferred_at_end", (row) => row.deferredAfter],
];

/** The waterfall as CSV, once it is written down who took it: a line a month, amounts as decimals; then a column for each month in which what it billed was earned. */
export async function exportRevenue(months: Months, currency: string, actor: Actor): Promise<string> {
  const rows = await revenueWaterfall(months, currency);
  const asked = { from: months.from.toString(), months: months.count, currency };
  await recordAudit(db, { actor, action: "revenue.exported", subjectType: "invoice", after: asked });
  const text = (minor: bigint) => toDecimal({ minor, currency });
  const head = ["month", "currency", "closed", ...COLUMNS.map(([name]) => name), ...rows.map(({ month }) => `earned_${month}`)];
  const lines = rows.map((row) =>
    csvLine([row.month, currency, row.closed ? "yes" : "no", ...COLUMNS.map(([, of]) => text(of(row))), ...row.earnedIn.map(text)]),
  );
  return `\uFEFF${csvLine(head)}${lines.join("")}`;
}
