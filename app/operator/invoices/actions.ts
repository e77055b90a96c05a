"use server";
import { revalidatePath } from "next/cache";
import { collectNow, collectNowInput } from "#lib/billing/renewing/collect-now.ts";
import { forgiveInvoice, forgiveInvoiceInput } from "#lib/billing/renewing/forgive-invoice.ts";
import { holdCollection, holdCollectionInput, releaseCollection, releaseCollectionInput } from "#lib/billing/renewing/hold-collection.ts";
import { recordPayment, recordTypedPaymentInput } from "#lib/billing/settling/record-payment.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const hold = operatorAction(MAY["subscriptions.write"], holdCollectionInput, async ({ input, operator, ip }) => {
  await holdCollection(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const release = operatorAction(MAY["subscriptions.write"], releaseCollectionInput, async ({ input, operator, ip }) => {
  await releaseCollection(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const tryNow = operatorAction(MAY["subscriptions.write"], collectNowInput, async ({ input, operator, ip }) => {
  await collectNow(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const forgive = operatorAction([...MAY["payments.refund"]], forgiveInvoiceInput, async ({ input, operator, ip }) => {
  await forgiveInvoice(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const record = operatorAction(
  MAY["payments.record"],
  recordTypedPaymentInput,
  async ({ input, operator, ip }) => {
    await recordPayment(input, operatorActor(operator, ip));
    revalidatePath("/operator", "layout");
  },
  { decimals: /^amount$/ },
);
