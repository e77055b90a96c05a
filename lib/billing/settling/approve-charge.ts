import { type Actor, sourceOf } from "#lib/audit/audit.ts";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, ManualCharge } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { type DecideChargeInput, manualLines, noteDecision, takeCharge } from "#lib/invoices/manual-charge.ts";
import { keepForNextInvoice } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { hasEnded } from "#lib/subscriptions/state.ts";
import { billByHand } from "./bill-by-hand.ts";

const DAY_MS = 86_400_000;

/**
 * Bills what was proposed, with the tax that the customer bears now: on an invoice that is issued at once, or on the next one of the subscription.
 * @throws 403 `four_eyes` for who proposed it, where another is to approve, 409 `manual_charge_decided`, `subscription_ended`, `tax_rate_missing`.
 */
export async function approveCharge({ chargeId }: DecideChargeInput, actor: Actor): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const charge = await takeCharge(tx, chargeId);
    if (settings.invoicing.fourEyes && charge.proposedById === (actor.id ?? null)) throw new DomainError("four_eyes", { status: 403 });
    const payer = await lockCustomer(tx, charge.customerId);
    const priced = await pricedLines(tx, charge, payer, settings);
    const invoiceId = charge.subscriptionId
      ? await onNextInvoice(tx, charge, charge.subscriptionId, priced.lines, settings)
      : (await billByHand(tx, { ...priced, payer, currency: charge.currency, dueAt: dueIn(charge) }, sourceOf(actor), settings)).id;
    await noteDecision(tx, charge, { approved: true, invoiceId }, actor);
  });
}

function dueIn({ dueDays }: ManualCharge): Date {
  return new Date(now().getTime() + dueDays * DAY_MS);
}

/** Of a contract, what a charge by hand has none of. */
const ONCE = {
  ...{ amount: 0n, interval: "DAY" as const, intervalCount: 1, billingDay: null, trialDays: 0, oneTerm: true, startsAtFirstLogin: false },
  ...{ couponId: null, couponCode: null, couponDuration: null, couponCycles: null, couponPercentPpm: null, couponAmount: null },
};

type Priced = { lines: DraftLine[]; treatment: string };

async function pricedLines(tx: Tx, charge: ManualCharge, payer: Customer, settings: Settings): Promise<Priced> {
  const { currency, taxIncluded } = charge;
  const { lines, treatment } = quoteRenewal({
    contract: { ...ONCE, currency, taxIncluded },
    items: manualLines(charge).map(({ text: name, ...line }) => ({ ...line, name, id: null, kind: "ADD_ON", planId: "", priceId: "" })),
    cycle: 0,
    at: now(),
    tax: await taxContext(tx, settings.company, payer),
    timeZone: settings.company.timeZone,
  });
  return { treatment, lines: lines.map((line) => ({ ...line, kind: "manual", planId: null, priceId: null, itemId: null })) };
}

async function onNextInvoice(
  tx: Tx,
  { currency }: ManualCharge,
  subscriptionId: string,
  lines: DraftLine[],
  { dunning }: Settings,
): Promise<null> {
  const subscription = await lockSubscription(tx, subscriptionId);
  if (subscription.cancelAtPeriodEnd || hasEnded(subscription, now(), dunning)) throw conflict("subscription_ended");
  await keepForNextInvoice(tx, { subscriptionId, currency }, lines);
  return null;
}
