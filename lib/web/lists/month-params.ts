import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Months } from "#lib/reports/revenue-waterfall.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { choiceParam, currencyParam, dateParam, readFilters, type SearchParams } from "./page-params.ts";

const MONTHS = 12;
export const SPANS = ["month", "quarter"] as const;
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

const SPAN_PARAMS = { ...PARAMS, by: choiceParam(SPANS, "month") };

/** The same of a report on one month, or one quarter (`by`): that of the day `to`. */
export async function readSpanParams(searchParams: SearchParams, { company, market }: Pick<Settings, "company" | "market">) {
  const { values, unreadable } = await readFilters(SPAN_PARAMS, searchParams);
  const today = civilDate(now(), company.timeZone);
  const count = values.by === "quarter" ? 3 : 1;
  const spanOf = (day: Temporal.PlainDate) => day.toPlainYearMonth().subtract({ months: (day.month - 1) % count });
  const from = spanOf(Temporal.PlainDate.from(values.to ?? today));
  const newest = Temporal.PlainYearMonth.compare(from, spanOf(today)) >= 0;
  const months: Months = { from, count, timeZone: company.timeZone };
  return { months, by: values.by, newest, currency: values.currency ?? market.defaultCurrency, unreadable };
}
