import { chargeInvoice, requestCharge } from "#lib/billing/asking/charge-invoice.ts";
import { expireUnpaid } from "#lib/billing/ending/expire-unpaid.ts";
import { billCycle, type OpenedCharge, type Shared } from "#lib/billing/parts/bill-cycle.ts";
import { tellDue } from "#lib/billing/parts/invoice-letter.ts";
import { begunBy, inStore } from "#lib/billing/parts/not-in-store.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { ownMethod } from "#lib/billing/parts/put-in-use.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { payFromBalance } from "#lib/billing/settling/pay-from-balance.ts";
import { db } from "#lib/db/client.ts";
import type {
  Balance,
  Customer,
  Invoice,
  PaymentMethod,
  ScheduledChange,
  Subscription,
  SubscriptionItem,
} from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { takePendingLines, WAITING } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import { isHanging } from "#lib/payments/hanging.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { type AtRenewal, atRenewal } from "#lib/subscriptions/at-renewal.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { applyAtRenewal } from "#lib/subscriptions/change.ts";
import { hasPlanBeside } from "#lib/subscriptions/has-plan.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { markPriceLeft, markPriceMoved } from "#lib/subscriptions/note-price.ts";
import { COMING_PRICES, type ComingPrice } from "#lib/subscriptions/price-notice.ts";
import { renewSubscriptionTerm } from "#lib/subscriptions/renew.ts";
import { dropScheduledChange } from "#lib/subscriptions/schedule-change.ts";
import { hasEnded, RENEWABLE } from "#lib/subscriptions/state.ts";
import { type Claimed, claimDue } from "./claim-due.ts";

type Due = Subscription & {
  paymentMethod: PaymentMethod | null;
  payer: { balances: Balance[] };
  items: SubscriptionItem[];
  scheduledChange: ScheduledChange | null;
  priceNotices: ComingPrice[];
  pendingLines: { id: string }[];
};

type Done = { invoice: Invoice; charge: OpenedCharge | null } | "ended";

/** What all renewals of a run have in common, as it is now. */
export async function readShared(): Promise<Shared> {
  const [settings, rates] = await Promise.all([getSettings(), db.taxRate.findMany()]);
  return { settings, rates };
}

/** Renews one subscription, as `renewNext`. Returns false when it was not due any more, or somebody holds it. */
export async function renewSubscription(subscriptionId: string): Promise<boolean> {
  return renewNext([subscriptionId], await readShared());
}

/**
 * Takes one of these subscriptions that is due into its next period, past those that were missed, which the same invoice bills: period moved, invoice issued and its charge opened in one transaction;
 * then the saved method is charged. What the balance can pay is paid from it first. One that was canceled ends instead, and one whose access ended while no worker ran expires.
 * @param claimed is told which one it is, as soon as that is known
 * @returns false when none was due that nobody holds
 * @throws `tax_rate_missing` where no rate is in force on its day; nothing is changed.
 */
export async function renewNext(ids: string[], shared: Shared, claimed?: (id: string) => void): Promise<boolean> {
  const done = await transaction(async (tx) => {
    const claim = await claimDue(tx, ids);
    if (!claim) return null;
    claimed?.(claim.subscriptionId);
    const due = await readDue(tx, claim);
    return due && renewOrEnd(tx, due, claim.payer, shared);
  });
  if (done && done !== "ended") await charge(done, shared.settings);
  return done !== null;
}

async function charge({ invoice, charge }: Exclude<Done, "ended">, settings: Settings): Promise<void> {
  if (charge) await applyOutcome(charge.id, await requestCharge(charge), "renewal", settings);
  else await chargeInvoice(invoice.id, "renewal");
}

async function renewOrEnd(tx: Tx, due: Due, payer: Customer, shared: Shared): Promise<Done> {
  const { settings } = shared;
  if (due.cancelAtPeriodEnd) return endCanceled(tx, due, settings);
  if (hasEnded(due, now(), settings.dunning)) return expire(tx, due, settings);
  const next = atRenewal(due);
  if (next.ends) return endUnagreed(tx, due, next, settings);
  const renewing = await asAgreed(tx, due, next);
  const terms = await renewSubscriptionTerm(tx, renewing, settings.reminders);
  const credits = due.pendingLines.length > 0 ? await takePendingLines(tx, due.id, renewing.currency) : [];
  const [term, missed] = [terms[terms.length - 1], terms.slice(0, -1)];
  const method = payer.termDays === null ? methodAtOnce(due, renewing.currency) : null;
  const billed = await billCycle(tx, { subscription: renewing, payer, term, missed, credits, method }, shared);
  if (!billed.charge) await payFromBalance(tx, billed.invoice, payer, "renewal", settings);
  if (payer.termDays !== null) await tellDue(tx, billed.invoice.id, payer, settings);
  return billed;
}

/** What can be charged for the whole invoice: nothing while the payer's balance is to pay a part, or the gateway hangs. */
function methodAtOnce({ payer, payerId, paymentMethod }: Due, currency: string): PaymentMethod | null {
  const method = ownMethod({ paymentMethod }, payerId);
  const hasBalance = payer.balances.some((held) => held.currency === currency && held.amount > 0n);
  return method && !hasBalance && !isHanging(method.gateway) ? method : null;
}

/** What is read when its row is locked, so that nothing of it is older than the lock. */
function readDue(tx: Tx, { subscriptionId: id, payer }: Claimed): Promise<Due | null> {
  return tx.subscription.findFirst({
    relationLoadStrategy: "join",
    where: { ...RENEWABLE, id, payerId: payer.id },
    include: {
      paymentMethod: true,
      payer: { select: { balances: true } },
      items: STANDING,
      scheduledChange: true,
      priceNotices: COMING_PRICES,
      pendingLines: { where: WAITING.where, select: { id: true } },
    },
  });
}

/** What was agreed for this period takes the place of what ran. Who has bought that plan meanwhile, here or in a store, keeps what they have, and the other. */
async function asAgreed(tx: Tx, due: Due, { change, price }: AtRenewal): Promise<Due> {
  const has = change && ((await hasPlanBeside(tx, due, change.planId)) || (await inStore(tx, due.customerId, begunBy(change, due))));
  const taken = change !== null && !has;
  const renewing = taken ? await applyAtRenewal(tx, due, change, "renewal") : due;
  if (price && renewing.priceId === price.move.toPriceId) await markPriceMoved(tx, price.id);
  else if (price) await markPriceLeft(tx, price.id, renewing.priceId === due.priceId ? "not_agreed" : "changed");
  if (change && !taken) await dropScheduledChange(tx, due.id, "renewal");
  return renewing;
}

/** Who was asked for a new price, and told that the subscription ends without an answer. */
async function endUnagreed(tx: Tx, due: Due, { price }: AtRenewal, settings: Settings): Promise<Done> {
  if (price) await markPriceLeft(tx, price.id, "not_agreed");
  return endCanceled(tx, due, settings);
}

async function expire(tx: Tx, due: Due, settings: Settings): Promise<Done> {
  await expireUnpaid(tx, due, settings);
  return "ended";
}

async function endCanceled(tx: Tx, subscription: Due, settings: Settings): Promise<Done> {
  const { id, planId, customerId, currentPeriodEnd } = subscription;
  await endSubscription(tx, subscription, "CANCELED", "worker", { endedAt: currentPeriodEnd ?? now() });
  const { name } = await tx.plan.findUniqueOrThrow({ where: { id: planId } });
  await notify(tx, "expired", settings, {
    dedupeKey: `ended:${id}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: customerId } }),
    refs: { subscriptionId: id },
    variables: (links) => ({ plan: { name }, expired_on: currentPeriodEnd ?? now(), links: { plans: links.plans } }),
  });
  return "ended";
}
