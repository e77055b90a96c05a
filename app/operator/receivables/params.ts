import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { AsOf } from "#lib/reports/ledger.ts";
import { AGES, UNPAID_SORTS } from "#lib/reports/receivables.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, currencyParam, dateParam, type SearchParams } from "#lib/web/lists/page-params.ts";

const PARAMS = { on: dateParam(), currency: currencyParam(), age: choiceParam(AGES) };

/** Reads the address: as of the end of which day (today unless it is named, and never later), in which currency, and the invoices of which age. */
export async function readAsOf(searchParams: SearchParams, { company, market }: Pick<Settings, "company" | "market">) {
  const { asked, ...list } = await readList(PARAMS, UNPAID_SORTS, searchParams);
  const today = civilDate(now(), company.timeZone);
  const named = Temporal.PlainDate.from(asked.on ?? today);
  const day = Temporal.PlainDate.compare(named, today) > 0 ? today : named;
  const asOf: AsOf = { day, timeZone: company.timeZone, currency: asked.currency ?? market.defaultCurrency };
  return { asOf, today, age: asked.age, ...list };
}
