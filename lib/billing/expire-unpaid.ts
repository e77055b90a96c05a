import type { Invoice, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { giveUp } from "#lib/invoices/settle.ts";
import { now } from "#lib/kernel/clock.ts";
import { writtenOff } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { lockWaitingTry, recordOutcome } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { notify } from "./notify.ts";

/** Grace is over and nothing was paid: access ends, the invoice is written off, the viewer is told. */
export async function expireUnpaid(tx: Tx, subscription: Subscription, invoice: Invoice, settings: Settings): Promise<void> {
  const waiting = await lockWaitingTry(tx, invoice.id);
  if (waiting) await recordOutcome(tx, waiting, { status: "canceled", reason: "expired" }, "worker");
  await endSubscription(tx, subscription, "EXPIRED", "worker");
  if ((await giveUp(tx, invoice)) === "UNCOLLECTIBLE") await post(tx, writtenOff(invoice));
  const plan = await tx.plan.findUniqueOrThrow({ where: { id: subscription.planId } });
  await notify(tx, "expired", settings, {
    dedupeKey: `expired:${subscription.id}:${subscription.periodIndex}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: subscription.customerId } }),
    refs: { subscriptionId: subscription.id, invoiceId: invoice.id },
    variables: (links) => ({ plan: { name: plan.name }, expired_on: now(), links: { plans: links.plans } }),
  });
}
