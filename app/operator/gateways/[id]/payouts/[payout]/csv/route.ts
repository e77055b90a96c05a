import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { exportPayout } from "#lib/reports/payout-csv.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { csvResponse, streamOf } from "#lib/web/http/csv-response.ts";
import { foundPayout, type PayoutParams } from "../found-payout.ts";

/** What a payout is made of as a CSV file, streamed. */
export async function GET(_request: Request, { params }: { params: PayoutParams }): Promise<Response> {
  const operator = await requireOperator(MAY["payments.export"], "/operator/gateways");
  const payout = await foundPayout(params);
  if (!payout) return new Response(null, { status: 404 });
  const csv = await exportPayout(payout, operatorActor(operator, await clientAddress()));
  return csvResponse(streamOf(csv), `payout-${payout.reference.replace(/[^\w-]/g, "_")}.csv`);
}
