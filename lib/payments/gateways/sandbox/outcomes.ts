import { now } from "#lib/kernel/clock.ts";
import { type Money, multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { PaymentOutcome } from "../../gateway.ts";
import type { SavedMethod } from "../../gateway-capabilities.ts";
import { type Behaviour, last4, SETTLES_AFTER_MS } from "./cards.ts";
import { type Checkout, methodReference, type Payment, paymentReference } from "./references.ts";
import { type Result, recall, remember } from "./results.ts";

type Succeeded = Extract<PaymentOutcome, { status: "succeeded" }>;

/** What became of a hosted page that was finished with `result`. */
export function checkoutOutcome(checkout: Checkout, card: Payment["card"], result: Result): PaymentOutcome {
  const { transactionId, amount, mode, saveMethod } = checkout;
  const payment: Payment = { transactionId, card, amount, method: transactionId, once: mode === "payment" && !saveMethod };
  const paid: PaymentOutcome = mode === "setup" ? { status: "succeeded", method: savedMethod(payment) } : succeeded(payment);
  return answer(card.atCheckout, paid, result);
}

/** What becomes of a charge to a saved method. The first call decides, all later ones agree. */
export function chargeOutcome(payment: Payment): PaymentOutcome {
  const reference = paymentReference(payment);
  const paid: Succeeded = { ...succeeded(payment), reference };
  const { later } = payment.card;
  if (later.does === "ask") {
    const result = recall(payment.transactionId);
    return result ? answer(later, paid, result, reference) : { status: "needs_action", reference };
  }
  if (later.does === "wait" || later.does === "fail_late" || later.does === "time_out") {
    return answer(later, paid, remember(payment.transactionId, {}), reference);
  }
  if (later.does === "decline_twice") {
    const declined = takesDecline(payment);
    return declined ? { status: "declined", reference, retry: "retry", code: later.code, reason: later.reason } : paid;
  }
  return answer(later, paid, { at: now() }, reference);
}

function answer(behaviour: Behaviour, paid: PaymentOutcome, result: Result, reference?: string): PaymentOutcome {
  const settled = now().getTime() - result.at.getTime() >= SETTLES_AFTER_MS;
  switch (behaviour.does) {
    case "decline":
      return { status: "declined", reference, retry: behaviour.retry, code: behaviour.code, reason: behaviour.reason };
    case "ask":
      if (result.approved) return paid;
      return { status: "declined", reference, retry: "retry", code: "authentication_failed", reason: "The payment was not confirmed." };
    case "wait":
      return settled ? paid : { status: "pending", reference };
    case "fail_late":
      if (!settled) return { status: "pending", reference };
      return { status: "declined", reference, retry: "retry", code: behaviour.code, reason: behaviour.reason };
    case "time_out":
      return settled ? paid : { status: "unknown", reason: "The sandbox did not answer in time." };
    default:
      return paid;
  }
}

/** Each of the two declines of such a card belongs to the charge that first asked for it. */
function takesDecline(payment: Payment): boolean {
  for (const slot of [1, 2]) {
    const holder = remember(`${payment.method} decline ${slot}`, { transactionId: payment.transactionId });
    if (holder.transactionId === payment.transactionId) return true;
  }
  return false;
}

function succeeded(payment: Payment): Succeeded {
  return {
    status: "succeeded",
    paymentReference: paymentReference(payment),
    amount: payment.amount,
    fee: feeOf(payment.amount),
    method: savedMethod(payment),
  };
}

/** 1.4 % and 25 minor units. */
function feeOf({ minor }: Money): bigint {
  return multiplyHalfAwayFromZero(minor, 14n, 1000n) + 25n;
}

function savedMethod({ card, method, once }: Payment): SavedMethod {
  const reference = methodReference({ transactionId: method, card });
  return {
    reference,
    kind: "card",
    brand: card.brand,
    last4: last4(card),
    expMonth: 12,
    expYear: 2034,
    country: card.country,
    fingerprint: card.isOne ? `sbx_${card.id}` : undefined,
    ...(once && { once }),
  };
}
