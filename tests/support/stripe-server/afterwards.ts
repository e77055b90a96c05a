import { balanceMove, disputePayload, type Payload, refundPayload } from "./payloads.ts";
import { ApiError, type World } from "./world.ts";

const DISPUTE_FEE = 2_000;

/** Gives a payment back, in part or whole; without our metadata it is one made in Stripe's dashboard. @throws ApiError when too much. */
export function refund(world: World, intent: Payload, amount: number, fields: Record<string, unknown> = {}): Payload {
  const charge = world.get(intent.latest_charge);
  if (Number(charge.amount_refunded) + amount > Number(charge.amount)) {
    const code = Number(charge.amount_refunded) === Number(charge.amount) ? "charge_already_refunded" : "amount_too_large";
    throw new ApiError(400, {
      type: "invalid_request_error",
      code,
      message: `Refund amount (${amount}) is greater than unrefunded amount on charge.`,
    });
  }
  count(charge, amount);
  const made = world.add(
    refundPayload({
      amount,
      charge: charge.id,
      currency: intent.currency,
      metadata: {},
      payment_intent: intent.id,
      reason: null,
      ...fields,
    }),
  );
  made.balance_transaction = world.add(balanceMove("refund", made.id, intent.currency, -amount)).id;
  world.emit("refund.created", made);
  world.emit("charge.refunded", charge);
  return made;
}

/** The payer's bank does not take a refund: the money is in the account again. */
export function failRefund(world: World, made: Payload, reason = "lost_or_stolen_card"): void {
  count(world.get(made.charge), -Number(made.amount));
  const back = world.add(balanceMove("refund_failure", made.id, made.currency, Number(made.amount)));
  Object.assign(made, { status: "failed", failure_reason: reason, failure_balance_transaction: back.id });
  world.emit("refund.failed", made);
  world.emit("charge.refund.updated", made);
}

/** The payer's bank asks for a payment back; Stripe takes it and a fee at once. */
export function dispute(world: World, intent: Payload, amount = Number(intent.amount)): Payload {
  const charge = world.get(intent.latest_charge);
  charge.disputed = true;
  const opened = world.add(disputePayload({ amount, charge: charge.id, currency: intent.currency, payment_intent: intent.id }));
  opened.balance_transactions = [moved(world, opened, -amount, DISPUTE_FEE)];
  world.emit("charge.dispute.created", opened);
  world.emit("charge.dispute.funds_withdrawn", opened);
  return opened;
}

export function closeDispute(world: World, opened: Payload, status: "won" | "lost"): void {
  opened.status = status;
  if (status === "won") {
    opened.balance_transactions = [
      ...(opened.balance_transactions as Payload[]),
      moved(world, opened, Number(opened.amount), -DISPUTE_FEE),
    ];
    world.emit("charge.dispute.funds_reinstated", opened);
  }
  world.emit("charge.dispute.closed", opened);
}

/** What a dispute takes from the account, or gives back. */
function moved(world: World, { id, currency }: Payload, amount: number, fee: number): Payload {
  return world.add(balanceMove("adjustment", id, currency, amount, fee));
}

function count(charge: Payload, amount: number): void {
  charge.amount_refunded = Number(charge.amount_refunded) + amount;
  charge.refunded = charge.amount_refunded === charge.amount;
}
