import { standIn } from "#lib/billing/parts/put-in-use.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Succeeded } from "#lib/payments/gateway.ts";
import { keepUsed, saveMethod } from "#lib/payments/save-method.ts";
import { paysForAny } from "#lib/subscriptions/pay-with.ts";

type Kept = { saved: string | null; paidWith: string | null };

/** What was saved on a page stands in for methods that cannot pay; what was only paid with is evidence. */
export async function keepMethod(tx: Tx, { customerId, gateway, paymentMethodId }: Transaction, { method }: Succeeded): Promise<Kept> {
  if (!method || paymentMethodId) return { saved: null, paidWith: paymentMethodId };
  if (method.once) return { saved: null, paidWith: await keepUsed(tx, customerId, gateway, method) };
  const { id, answer: paysForAnother } = await saveMethod(tx, customerId, gateway, method, paysForAny(customerId));
  if (paysForAnother) await standIn(tx, customerId, id);
  return { saved: id, paidWith: id };
}
