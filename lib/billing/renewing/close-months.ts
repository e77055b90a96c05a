import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { monthColumn, startOfDay } from "#lib/kernel/period.ts";
import { closeMonth, countMovements, invoicesToRecognise, type RevenueMonthToClose, recognise } from "#lib/ledger/recognise.ts";
import { getSettings } from "#lib/settings/settings.ts";

/** So many invoices with one statement. */
const AT_ONCE = 5_000;
/** What was issued in the last moment of a month is committed by then. */
const SETTLES_MS = 3_600_000;

/**
 * Closes the oldest month that is over and still open: what its days earned becomes revenue. Catches up with as many months as were missed, one a call; whatever dies is
 * done again, and several workers do it once. Returns how many it closed, 0 or 1.
 */
export async function closeMonths(): Promise<number> {
  const { timeZone } = (await getSettings()).company;
  const due = await monthToClose(timeZone);
  if (!due || due.to.getTime() + SETTLES_MS > now().getTime()) return 0;
  await countMovements(db);
  for (let after: string | null = null; ; ) {
    const ids: string[] = await invoicesToRecognise(db, due, after, AT_ONCE);
    if (ids.length > 0) await transaction((tx) => recognise(tx, due, ids));
    if (ids.length < AT_ONCE) break;
    after = ids[ids.length - 1];
  }
  await closeMonth(db, due.month);
  return 1;
}

/** The month after the last that was closed, or the first that billed anything; null before that. */
async function monthToClose(timeZone: string): Promise<RevenueMonthToClose | null> {
  const last = await db.revenueMonth.findFirst({ orderBy: { month: "desc" }, select: { month: true } });
  const first = last ? null : await db.invoice.aggregate({ where: { kind: "INVOICE", number: { not: null } }, _min: { issuedAt: true } });
  const begun = first?._min.issuedAt && monthColumn(first._min.issuedAt, timeZone);
  const month = last ? dateOf(last.month).add({ months: 1 }) : begun && dateOf(begun);
  if (!month) return null;
  return { month: new Date(month.toString()), from: startOfDay(month, timeZone), to: startOfDay(month.add({ months: 1 }), timeZone) };
}

function dateOf(column: Date): Temporal.PlainDate {
  return Temporal.PlainDate.from(column.toISOString().slice(0, 10));
}
