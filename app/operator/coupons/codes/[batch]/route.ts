import { z } from "zod";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { env } from "#lib/kernel/env.ts";
import { exportCodes } from "#lib/reports/coupon-codes.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { csvResponse } from "#lib/web/http/csv-response.ts";

/** A batch's codes as a CSV file. */
export async function GET(_request: Request, { params }: { params: Promise<{ batch: string }> }): Promise<Response> {
  const operator = await requireOperator(MAY["coupons.write"], "/operator/coupons");
  const id = z.uuid().safeParse((await params).batch);
  const csv = id.success ? await exportCodes(id.data, env().APP_URL, operatorActor(operator, await clientAddress())) : null;
  return csv === null ? new Response(null, { status: 404 }) : csvResponse(csv, "codes.csv");
}
