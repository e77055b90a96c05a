import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { exportLiabilities } from "#lib/reports/finance-csv.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { csvResponse } from "#lib/web/http/csv-response.ts";
import { readMonthParams } from "#lib/web/lists/month-params.ts";
import { searchParamsOf } from "#lib/web/lists/page-params.ts";

/** The months that the page shows, as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const operator = await requireOperator(MAY["payments.export"], "/operator/liabilities");
  const { months, last, currency } = await readMonthParams(searchParamsOf(request), await getSettings());
  const csv = await exportLiabilities(months, currency, operatorActor(operator, await clientAddress()));
  return csvResponse(csv, `balances-and-vouchers-${currency}-${last}.csv`);
}
