"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { revokeVouchers, revokeVouchersInput } from "#lib/wallet/revoke-vouchers.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

/** Makes a batch and opens its page. */
export const makeVouchersAction = operatorAction(
  MAY["vouchers.write"],
  makeVouchersInput,
  async ({ input, operator, ip }): Promise<void> => {
    redirect(`/operator/vouchers/${await makeVouchers(input, operatorActor(operator, ip))}`);
  },
  { decimals: /^amount$/ },
);

export const revokeVouchersAction = operatorAction(MAY["vouchers.write"], revokeVouchersInput, async ({ input, operator, ip }) => {
  await revokeVouchers(input, operatorActor(operator, ip));
  revalidatePath(`/operator/vouchers/${input.batchId}`);
});
