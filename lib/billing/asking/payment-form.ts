import { mayLook } from "#lib/abuse/may-look.ts";
import { formPath } from "#lib/billing/parts/request-parts.ts";
import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { log } from "#lib/kernel/log.ts";
import type { FormNeeds } from "#lib/payments/gateway-form.ts";
import { timed } from "#lib/payments/hanging.ts";
import { gateway } from "#lib/payments/registry.ts";

/**
 * A payment for the page with its gateway's form; null when there is none, or it is not the reader's to pay. `needs` is asked of the gateway each time and kept
 * nowhere; null where nothing can be paid in the form: the return page says what became of the payment.
 */
export async function paymentForm(id: string, mayPay: (payment: Transaction) => boolean | Promise<boolean>, locale: string) {
  const payment = await db.transaction.findUnique({ where: { id } });
  return payment && (await mayPay(payment)) ? { payment, needs: await needsOf(payment, locale) } : null;
}

async function needsOf(payment: Transaction, locale: string): Promise<FormNeeds | null> {
  const { id, number, settledAt, actionUrl, gatewayReference: reference } = payment;
  const plugin = gateway(payment.gateway);
  const waits = !settledAt && reference && actionUrl?.endsWith(formPath(id));
  if (!waits || !plugin?.formNeeds || !(await mayLook(id))) return null;
  try {
    return await timed(plugin, async () => (await plugin.formNeeds?.({ reference, locale })) ?? null);
  } catch (error) {
    log.warn({ err: error, transaction: number }, "the gateway did not say what its form needs");
    return null;
  }
}
