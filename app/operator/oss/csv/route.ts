import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { ossReport } from "#lib/reports/oss.ts";
import { bzstCsv, ossCsv } from "#lib/reports/oss-csv.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { csvResponse } from "#lib/web/http/csv-response.ts";
import { nameOf, quarterIn } from "../quarter.ts";

/** A quarter's report as CSV; `shape=bzst`: as the German portal imports it. */
export async function GET(request: Request): Promise<Response> {
  await requireOperator(MAY["payments.export"], "/operator/oss");
  const { company } = await getSettings();
  const { searchParams } = new URL(request.url);
  const quarter = quarterIn(searchParams.get("quarter"), civilDate(now(), company.timeZone));
  const rows = await ossReport(quarter, company);
  const bzst = searchParams.get("shape") === "bzst";
  return csvResponse(bzst ? bzstCsv(rows) : ossCsv(rows), `oss-${nameOf(quarter)}${bzst ? "-bzst" : ""}.csv`);
}
