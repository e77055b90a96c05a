import { endingChoices } from "#lib/billing/ending/ending-choices.ts";
import { withdrawableUntil } from "#lib/billing/leaving/withdrawable.ts";
import { type Asked, shownTransfer } from "#lib/billing/parts/by-transfer.ts";
import { type NextAmounts, shownNextAmounts } from "#lib/billing/parts/next-amount.ts";
import { ownMethod } from "#lib/billing/parts/put-in-use.ts";
import { type OwnSubscription, ownSubscriptions } from "#lib/customers/account-queries.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type ComingChange, comingChange } from "#lib/subscriptions/coming-change.ts";
import { type NextStep, nextStep } from "#lib/subscriptions/next-step.ts";
import { comingPrice } from "#lib/subscriptions/price-notice.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

/** A subscription as its viewer sees it. */
export type OwnPlan = {
  subscription: OwnSubscription;
  next: NextStep;
  coming: ComingChange | null;
  /** What is charged; null where nothing is saved. */
  method: PaymentMethod | null;
  /** What they pay next by themselves, where they pay for this plan so. */
  transfer: Asked | null;
  /** What the next period costs, and those after it; null when nothing more is charged. */
  amounts: NextAmounts | "unknown" | null;
  /** The price that comes, as it was told; `asked`: what becomes of who does not agree, or that they have. Null: it stays as it is. */
  newPrice: { id: string; at: Date; amount: Money; asked: "keeps" | "ends" | "agreed" | null } | null;
  /** What may be done about it now. */
  offers: { cancel: boolean; undo: boolean; change: boolean; pause: boolean; resume: boolean; again: boolean; withdraw: boolean };
  /** What is to be paid where a payment is missing: the rest of the invoice that is due, or what a period costs. */
  owed: Money;
};

/** What a viewer has, or began to buy: `shown`, the newest first, and those of `earlier` times. */
export async function ownPlans(customerId: string, settings: Settings): Promise<{ shown: OwnPlan[]; earlier: OwnPlan[] }> {
  const plans = await Promise.all((await ownSubscriptions(customerId)).map((subscription) => ownPlan(subscription, settings)));
  const [shown, earlier] = [plans.filter(isShown), plans.filter(isEarlier)];
  return {
    shown,
    earlier: earlier.map((plan, index) => ({
      ...plan,
      offers: { ...plan.offers, again: !hasSince(plan, shown, earlier.slice(0, index)) },
    })),
  };
}

async function ownPlan(subscription: OwnSubscription, settings: Settings): Promise<OwnPlan> {
  const amounts = await shownNextAmounts(subscription, settings);
  const { cancels, undoable } = await endingChoices(subscription, "VIEWER", settings);
  const { amount, currency, invoices, payerId, customerId } = subscription;
  const next = nextStep(subscription);
  const own = payerId === customerId;
  const changeable = (next.kind === "renews" || next.kind === "trial") && own;
  const [due] = invoices;
  const transfer = own ? await shownTransfer(subscription, settings) : null;
  return {
    subscription,
    next,
    coming: comingChange(subscription),
    method: ownMethod(subscription, payerId) ?? (transfer ? null : subscription.payer.paymentMethods[0]) ?? null,
    transfer,
    amounts,
    newPrice: newPriceOf(subscription),
    offers: {
      cancel: cancels !== null,
      undo: undoable,
      change: changeable && settings.changes.byViewers,
      pause: next.kind === "renews" && own && settings.pauses.byViewers,
      resume: (next.kind === "pauses" || next.kind === "resumes") && own,
      again: false,
      withdraw: withdrawableUntil(subscription, now(), settings) !== null,
    },
    owed: due ? { minor: balanceOf(due), currency: due.currency } : { minor: amount, currency },
  };
}

/** What was told to who pays for their own, and does not end before. */
function newPriceOf(subscription: OwnSubscription): OwnPlan["newPrice"] {
  const { currency, cancelAtPeriodEnd, payerId, customerId, status } = subscription;
  const coming = LIVE.includes(status) && !cancelAtPeriodEnd && payerId === customerId ? comingPrice(subscription) : null;
  if (!coming?.effectiveAt || coming.total === null) return null;
  const { id, effectiveAt, total, needsConsent, agreedAt, move } = coming;
  const unagreed = move.unagreed === "END" ? "ends" : "keeps";
  return { id, at: effectiveAt, amount: { minor: total, currency }, asked: needsConsent ? (agreedAt ? "agreed" : unagreed) : null };
}

/** An order that is not paid, and cannot be taken up again, is nothing. */
function isShown({ next, subscription }: OwnPlan): boolean {
  return next.kind !== "ended" && (next.kind !== "unfinished" || subscription.orders.length > 0);
}

function isEarlier({ next, subscription }: OwnPlan): boolean {
  return next.kind === "ended" && subscription.activatedAt !== null;
}

/** Whether the viewer has the plan now, or had it by a later subscription: once is enough to offer it again. */
function hasSince({ subscription: { planId } }: OwnPlan, ...later: OwnPlan[][]): boolean {
  return later.flat().some(({ subscription }) => subscription.planId === planId);
}
