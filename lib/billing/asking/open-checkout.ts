import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { formPath, returnPath } from "#lib/billing/parts/request-parts.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import { log } from "#lib/kernel/log.ts";
import { writtenSettings } from "#lib/payments/ask.ts";
import { type CheckoutRequest, type Gateway, type PaymentOutcome, RefusedRequest } from "#lib/payments/gateway.ts";
import { noteRequest } from "#lib/payments/hanging.ts";
import { keepPage } from "#lib/payments/keep-page.ts";
import { isPage } from "#lib/payments/page-address.ts";
import { gateway } from "#lib/payments/registry.ts";
import type { CheckoutParts } from "#lib/payments/request-parts.ts";

/** How long a hosted page stays open. */
const CHECKOUT_MS = 2 * 60 * 60_000;

/**
 * Asks the gateway for the hosted page of an open transaction and returns its address. Asking again opens nothing twice.
 * When the gateway gives no answer the transaction is `unknown` and the address is our return page, which says so and tries again. When it refuses,
 * the transaction is declined with its reason, its order is closed, so that its coupon is free again, and the return page says what to do.
 */
export async function openCheckout(transactionId: string): Promise<string> {
  return openPage(await db.transaction.findUniqueOrThrow({ where: { id: transactionId } }));
}

/** The same for a row at hand. */
export async function openPage(row: Transaction): Promise<string> {
  const back = returnPath(row);
  if (row.actionUrl) return row.actionUrl;
  const plugin = gateway(row.gateway);
  if (!plugin) return back;
  const began = performance.now();
  const asked = (answered: boolean) => noteRequest(plugin.id, answered, performance.now() - began);
  try {
    const started = await plugin.startCheckout(requestOf(plugin, row));
    if (!isPage(started.url)) throw new Error("the gateway names no page that anybody may be led to");
    asked(true);
    await keepPage(row.id, started);
    return started.url;
  } catch (error) {
    asked(error instanceof RefusedRequest);
    log.warn({ err: error, transaction: row.number }, "the gateway opened no checkout");
    const outcome = outcomeOf(error);
    const { status, orderId } = await applyOutcome(row.id, outcome, "checkout");
    if (outcome.status === "declined" && status === "DECLINED" && orderId) await transaction((tx) => abandonOrder(tx, orderId, "checkout"));
    return back;
  }
}

function outcomeOf(error: unknown): PaymentOutcome {
  const reason = error instanceof Error ? error.message : "no answer";
  if (error instanceof RefusedRequest) return { status: "declined", retry: "final", code: error.code, reason };
  return { status: "unknown", reason };
}

function requestOf(plugin: Gateway, row: Transaction): CheckoutRequest {
  const { payerReference, ...parts } = row.request as CheckoutParts;
  return {
    ...parts,
    transactionId: row.id,
    number: row.number,
    mode: row.kind === "SETUP" ? "setup" : "payment",
    amount: { minor: row.amount, currency: row.currency },
    description: row.planName ?? "",
    payer: { id: row.customerId, email: row.email, name: row.name, reference: payerReference },
    // Who saves a method by a link that was sent has used it up by then, and could not prove to our page who they are.
    formUrl: row.kind === "SETUP" && !row.orderId ? undefined : `${env().APP_URL}${formPath(row.id)}`,
    settings: writtenSettings(plugin, row),
    expiresAt: new Date(row.createdAt.getTime() + CHECKOUT_MS),
  };
}
