import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { exportReceivables } from "#lib/reports/finance-csv.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { csvResponse } from "#lib/web/http/csv-response.ts";

import { searchParamsOf } from "#lib/web/lists/page-params.ts";
import { readAsOf } from "../params.ts";

/** Every invoice that was unpaid at the end of the day that the page shows, as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const operator = await requireOperator(MAY["payments.export"], "/operator/receivables");
  const { asOf } = await readAsOf(searchParamsOf(request), await getSettings());
  const csv = await exportReceivables(asOf, operatorActor(operator, await clientAddress()));
  return csvResponse(csv, `unpaid-invoices-${asOf.currency}-${asOf.day}.csv`);
}
