import { getLocale, getTranslations } from "next-intl/server";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { exportTransactions } from "#lib/reports/transactions-csv.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { csvResponse, streamOf } from "#lib/web/http/csv-response.ts";
import { isFiltered, searchParamsOf, type Unreadable } from "#lib/web/lists/page-params.ts";
import { readTransactionParams } from "../params.ts";

/** The filtered history as a CSV file, streamed. */
export async function GET(request: Request): Promise<Response> {
  const operator = await requireOperator(MAY["payments.export"], "/operator/transactions");
  const { company, market } = await getSettings();
  const { filter, kept, unreadable } = await readTransactionParams(searchParamsOf(request), market.defaultCurrency, await getLocale());
  if (isFiltered(unreadable)) return refused(unreadable);
  const actor = operatorActor(operator, await clientAddress());
  const csv = await exportTransactions(filter, company.timeZone, kept, actor);
  const name = `transactions-${civilDate(now(), company.timeZone)}.csv`;
  return csvResponse(streamOf(csv), name);
}

/** A file without a filter that was asked for would pass for the one with it. */
async function refused(unreadable: Unreadable): Promise<Response> {
  const t = await getTranslations("operator.filters.unreadable");
  const filters = Object.entries(unreadable).map(([name, text]) => `${name}=${text}`);
  return new Response(`${t("title")}. ${t("text", { filters: filters.join(", ") })}\n`, { status: 400 });
}
