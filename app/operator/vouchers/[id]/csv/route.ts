import { env } from "#lib/kernel/env.ts";
import { voucherCsv } from "#lib/reports/vouchers.ts";
import { csvResponse } from "#lib/web/http/csv-response.ts";
import { takenCodes } from "../taken-codes.ts";

/** The batch's vouchers that can be redeemed, as a CSV file. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const taken = await takenCodes(params, "csv");
  return taken ? csvResponse(voucherCsv(taken, env().APP_URL), `vouchers-${taken.batch.number}.csv`) : new Response(null, { status: 404 });
}
