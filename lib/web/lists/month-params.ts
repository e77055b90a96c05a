import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Months } from "#lib/reports/revenue-waterfall.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { currencyParam, dateParam, readFilters, type SearchParams } from "./page-params.ts";

const MONTHS = 12;
const PARAMS = { to: dateParam(), currency: currencyParam() };

/** Reads the address of a report by months: the twelve months that end with the one of the day `to` (this one unless it is named), in a currency; `newest`: none begins later. */
export async function readMonthParams(searchParams: SearchParams, { company, market }: Pick<Settings, "company" | "market">) {
  const { values, unreadable } = await readFilters(PARAMS, searchParams);
  const today = civilDate(now(), company.timeZone);
  const last = Temporal.PlainDate.from(values.to ?? today).toPlainYearMonth();
  const newest = Temporal.PlainYearMonth.compare(last, today.toPlainYearMonth()) >= 0;
  const months: Months = { from: last.subtract({ months: MONTHS - 1 }), count: MONTHS, timeZone: company.timeZone };
  return { months, last, newest, currency: values.currency ?? market.defaultCurrency, unreadable };
}
