import { z } from "zod";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { takeVoucherCodes, type VoucherCodes } from "#lib/reports/vouchers.ts";
import { clientAddress } from "#lib/web/forms/action.ts";

/** The codes of the batch that an address names, for who may have them. */
export async function takenCodes(params: Promise<{ id: string }>, format: "csv" | "pdf"): Promise<VoucherCodes | null> {
  const operator = await requireOperator(MAY["vouchers.write"], "/operator/vouchers");
  const id = z.uuid().safeParse((await params).id);
  return id.success ? takeVoucherCodes(id.data, format, operatorActor(operator, await clientAddress())) : null;
}
