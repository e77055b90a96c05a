import { now } from "#lib/kernel/clock.ts";
import type { PaymentOutcome } from "../../gateway.ts";
import { cardEndingIn, last4, TEST_CARDS, testCard } from "./cards.ts";
import { chargeOutcome, checkoutOutcome } from "./outcomes.ts";
import { type Checkout, readCheckout, readPayment } from "./references.ts";
import { type Result, recall, remember } from "./results.ts";

export class NotATestCard extends Error {
  override name = "NotATestCard";
}

/**
 * Does what a viewer does on the hosted page: pays with a test card. The first card that was used holds. A card that asks for a
 * confirmation gives `needs_action` and waits for `confirmSandboxPayment`; an expired page gives `canceled`.
 * @throws NotATestCard for any number that is not in `TEST_CARDS`; nothing of it is kept.
 */
export async function completeSandboxCheckout(reference: string, cardNumber = TEST_CARDS[0].number): Promise<PaymentOutcome> {
  const checkout = openCheckout(reference);
  const card = testCard(cardNumber);
  if (!card) throw new NotATestCard();
  const before = lookUpCheckout(checkout);
  if (before.status !== "needs_action" || card.atCheckout.does === "ask") return before;
  return outcomeOf(checkout, remember(checkout.transactionId, { card: last4(card) }));
}

/** Does what a viewer does who leaves the hosted page. */
export async function cancelSandboxCheckout(reference: string): Promise<PaymentOutcome> {
  const checkout = openCheckout(reference);
  return outcomeOf(checkout, remember(checkout.transactionId, { canceled: true }));
}

/** Answers the bank's question, asked of a hosted page (its card needs an action) or of a later charge. */
export async function confirmSandboxPayment(reference: string, approved = true): Promise<PaymentOutcome> {
  const charge = readPayment(reference);
  if (charge) {
    if (charge.card.later.does === "ask") remember(charge.transactionId, { approved });
    return chargeOutcome(charge);
  }
  const checkout = openCheckout(reference);
  const before = lookUpCheckout(checkout);
  if (before.status !== "needs_action") return before;
  const asking = TEST_CARDS.find((card) => card.atCheckout.does === "ask");
  return outcomeOf(checkout, remember(checkout.transactionId, { card: asking && last4(asking), approved }));
}

/** What became of a hosted page; `needs_action` while it is open. */
export function lookUpCheckout(checkout: Checkout): PaymentOutcome {
  return outcomeOf(checkout, recall(checkout.transactionId));
}

function outcomeOf(checkout: Checkout, result: Result | null): PaymentOutcome {
  const card = result?.card && cardEndingIn(result.card);
  if (result && card) return checkoutOutcome(checkout, card, result);
  if (result?.canceled) return { status: "canceled", reason: "The viewer left the payment page." };
  if (now() >= checkout.expiresAt) return { status: "canceled", reason: "The payment page has expired." };
  return { status: "needs_action" };
}

function openCheckout(reference: string): Checkout {
  const checkout = readCheckout(reference);
  if (!checkout) throw new Error("The sandbox did not make this reference");
  return checkout;
}
