import { returnPath } from "#lib/billing/parts/request-parts.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import type { Source } from "#lib/kernel/source.ts";
import { requestCharge } from "./charge-invoice.ts";
import { openPage } from "./open-checkout.ts";

/** Asks for the money of an order that is written down: the saved method is charged, or a page is opened. Asking again charges and opens nothing twice. Returns where whoever pays goes on. */
export async function payOrder(transactionId: string, source: Source): Promise<string> {
  const row = await db.transaction.findUniqueOrThrow({ where: { id: transactionId } });
  if (!row.paymentMethodId) return openPage(row);
  await applyOutcome(row.id, await requestCharge(row), source);
  return returnPath(row);
}
