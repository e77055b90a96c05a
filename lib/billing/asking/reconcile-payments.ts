import { eachSafely } from "#lib/billing/parts/each-safely.ts";
import { isGivenUp, WITH_INVOICE, type WithInvoice } from "#lib/billing/parts/given-up.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { followUp } from "#lib/billing/settling/record-adjustments.ts";
import { requestRefund } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import { lookUp, referenceOf } from "#lib/payments/ask.ts";
import type { Gateway, PaymentOutcome } from "#lib/payments/gateway.ts";
import { isHanging } from "#lib/payments/hanging.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { lookLater, lookNoMore, takeDueLooks } from "#lib/payments/look-again.ts";
import { savesLater } from "#lib/payments/record-outcome.ts";
import { gateway, INTERNAL } from "#lib/payments/registry.ts";
import { requestCharge } from "./charge-invoice.ts";
import { openCheckout } from "./open-checkout.ts";

/** A hosted page that never opened cannot be paid; after this it is closed. */
const NEVER_OPENED_MS = 60 * 60_000;
/** No gateway keeps a page open for longer. */
const CLOSED_BY_THEN_MS = 24 * 60 * 60_000;
/** A method that was agreed to is saved within minutes; later than this only an event can tell of it. */
const SAVED_WITHIN_MS = 3 * 24 * 60 * 60_000;

/** Asks the gateways what became of payments that have no outcome yet: pending, unknown, waiting, or cut off by a crash. Returns how many were asked. */
export async function reconcilePayments(limit = 50, lane?: Lane): Promise<number> {
  return eachSafely(await takeDueLooks(limit, lane), "reconciliation", async ({ id, gateway }) => {
    if (isHanging(gateway)) return false;
    await reconcile(await db.transaction.findUniqueOrThrow({ relationLoadStrategy: "join", where: { id }, include: WITH_INVOICE }));
    return true;
  });
}

/**
 * A request whose answer was lost is repeated with the same key; one whose reference is known is looked up. A gateway that has lost its keys is
 * waited for: what it holds may be paid.
 */
async function reconcile(row: WithInvoice): Promise<unknown> {
  const plugin = gateway(row.gateway);
  if (!plugin && row.gateway !== INTERNAL) return applyOutcome(row.id, { status: "unknown", reason: "gateway_unavailable" }, "reconcile");
  if (row.gatewayReference && plugin) return lookAgain(plugin, row);
  if (row.kind === "REFUND") return requestRefund(row.id, "reconcile");
  if (row.paymentMethodId || row.gateway === INTERNAL) return applyOutcome(row.id, await requestCharge(row), "reconcile");
  if (now().getTime() - row.createdAt.getTime() > NEVER_OPENED_MS)
    return applyOutcome(row.id, { status: "canceled", reason: "never_opened" }, "reconcile");
  return openCheckout(row.id);
}

async function lookAgain(plugin: Gateway, row: WithInvoice): Promise<void> {
  const givenUp = isGivenUp(row);
  if (givenUp) await closePage(plugin, row);
  const outcome = await lookUp(plugin, row, undefined, givenUp ? { givenUp } : {});
  const known = await applyOutcome(row.id, outcome, "reconcile");
  await followUp(known, outcome, "reconcile");
  const answered = outcome.status !== "unknown" || now().getTime() - row.createdAt.getTime() > CLOSED_BY_THEN_MS;
  if (!known.settledAt || !known.reconcileAt || !answered) return;
  await (mayStillSave(known, outcome) ? lookLater(row) : lookNoMore(row));
}

/** One that was to leave a method is looked at until it has, or too long ago. */
function mayStillSave({ settledAt }: Transaction, outcome: PaymentOutcome): boolean {
  return savesLater(outcome) && now().getTime() - settledAt!.getTime() < SAVED_WITHIN_MS;
}

/** Should it be paid all the same, settle-payment decides what the money was for. */
async function closePage(plugin: Gateway, row: Transaction): Promise<void> {
  try {
    await plugin.cancel?.(referenceOf(plugin, row, row.gatewayReference!));
  } catch (error) {
    log.warn({ err: error, transaction: row.number }, "the gateway did not close a page");
  }
}
