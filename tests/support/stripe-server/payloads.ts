import { randomBytes } from "node:crypto";

/** Objects in the shape of Stripe's recorded answers; references to other objects are ids until a request expands them. */
export type Payload = Record<string, unknown> & { id: string; object: string };

export function stripeId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString("hex")}`;
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

export function customerPayload(fields: { email?: string; name?: string; metadata: Record<string, string> }): Payload {
  return { id: stripeId("cus"), object: "customer", balance: 0, created: seconds(), currency: null, livemode: false, ...fields };
}

export function sessionPayload(fields: Record<string, unknown>): Payload {
  return {
    id: stripeId("cs_test"),
    object: "checkout.session",
    automatic_tax: { enabled: false, status: null },
    client_secret: null,
    created: seconds(),
    custom_fields: [],
    custom_text: { shipping_address: null, submit: null },
    customer_creation: null,
    customer_email: null,
    livemode: false,
    payment_intent: null,
    payment_method_types: ["card"],
    payment_status: "unpaid",
    setup_intent: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    url: null,
    ...fields,
  };
}

export function intentPayload(fields: Record<string, unknown>): Payload {
  const id = stripeId("pi");
  return {
    id,
    object: "payment_intent",
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: `${id}_secret_x`,
    confirmation_method: "automatic",
    created: seconds(),
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    next_action: null,
    payment_method_types: ["card"],
    status: "requires_confirmation",
    ...fields,
  };
}

export function setupIntentPayload(fields: Record<string, unknown>): Payload {
  return {
    id: stripeId("seti"),
    object: "setup_intent",
    cancellation_reason: null,
    created: seconds(),
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    next_action: null,
    payment_method_types: ["card"],
    usage: "off_session",
    ...fields,
  };
}

/** Of a card it tells nothing that its method does not. */
export function attemptPayload({ id, customer, status }: Payload, method: Payload, details: object): Payload {
  return {
    id: stripeId("setatt"),
    object: "setup_attempt",
    application: null,
    created: seconds(),
    customer,
    livemode: false,
    payment_method: method.id,
    payment_method_details: method.type === "card" ? { type: "card", card: { three_d_secure: null } } : details,
    setup_error: null,
    setup_intent: id,
    status: status === "succeeded" ? "succeeded" : "failed",
    usage: "off_session",
  };
}

/** A paid charge and its balance transaction: 1.4 % and 25 of the smallest unit. */
export function chargePayloads(intent: Payload, method: Payload, details: object): { charge: Payload; balance: Payload } {
  const amount = Number(intent.amount);
  const fee = Math.round((amount * 14) / 1000) + 25;
  const chargeId = stripeId("ch");
  const type = method.type === "card" ? "charge" : "payment";
  const balance = { ...balanceMove(type, chargeId, intent.currency, amount, fee), status: "pending" };
  const charge: Payload = {
    id: chargeId,
    object: "charge",
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    balance_transaction: balance.id,
    billing_details: method.billing_details,
    captured: true,
    created: seconds(),
    currency: intent.currency,
    customer: intent.customer,
    disputed: false,
    livemode: false,
    metadata: intent.metadata,
    paid: true,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: details,
    refunded: false,
    status: "succeeded",
  };
  return { charge, balance };
}

export function refundPayload(fields: Record<string, unknown>): Payload {
  return { id: stripeId("re"), object: "refund", balance_transaction: null, created: seconds(), status: "succeeded", ...fields };
}

export function disputePayload(fields: Record<string, unknown>): Payload {
  return {
    id: stripeId("dp"),
    object: "dispute",
    balance_transactions: [],
    created: seconds(),
    evidence: {},
    evidence_details: { due_by: seconds() + 7 * 86_400, has_evidence: false, past_due: false, submission_count: 0 },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    reason: "fraudulent",
    status: "needs_response",
    ...fields,
  };
}

export function filePayload(fields: Record<string, unknown>): Payload {
  return { id: stripeId("file"), object: "file", created: seconds(), expires_at: null, links: null, title: null, url: null, ...fields };
}

/** Where it is not called as its type is. Source: docs.stripe.com/reports/reporting-categories */
const CATEGORIES: Record<string, string> = {
  adjustment: "dispute",
  payment: "charge",
  payout_failure: "payout_reversal",
  stripe_fee: "fee",
};

/** What changes the account's balance; `source` is what did. */
export function balanceMove(type: string, source: string | null, currency: unknown, amount: number, fee = 0): Payload {
  return {
    id: stripeId("txn"),
    object: "balance_transaction",
    amount,
    available_on: seconds() + 2 * 86_400,
    created: seconds(),
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" }],
    net: amount - fee,
    reporting_category: CATEGORIES[type] ?? type,
    source,
    status: "available",
    type,
  };
}

export function payoutPayload(fields: Record<string, unknown>): Payload {
  return {
    id: stripeId("po"),
    object: "payout",
    arrival_date: seconds() + 2 * 86_400,
    automatic: true,
    created: seconds(),
    description: "STRIPE PAYOUT",
    failure_balance_transaction: null,
    livemode: false,
    metadata: {},
    method: "standard",
    reconciliation_status: "completed",
    source_type: "card",
    status: "paid",
    type: "bank_account",
    ...fields,
  };
}

export function eventPayload(type: string, object: Payload): Payload {
  return {
    id: stripeId("evt"),
    object: "event",
    api_version: "2026-10-28.endive",
    created: seconds(),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}
