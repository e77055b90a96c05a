import { cardOf, DEBIT, type StandInCard } from "./cards.ts";
import { becomesMandate, detailsOf, mandatePayload, methodPayload } from "./methods.ts";
import { attemptPayload, chargePayloads, eventPayload, intentPayload, type Payload, setupIntentPayload } from "./payloads.ts";

/** A refusal as Stripe's API words it. */
export class ApiError extends Error {
  readonly status: number;
  readonly error: Record<string, unknown>;
  constructor(status: number, error: Record<string, unknown>) {
    super(String(error.message ?? error.code));
    this.status = status;
    this.error = error;
  }
}

type Decline = { code: string; decline_code: string; message: string };
const AUTHENTICATION: Decline = {
  code: "authentication_required",
  decline_code: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

type Given = { amount: number; currency: string };

/** All that the stand-in knows, and what happens to it. */
export class World {
  readonly objects = new Map<string, Payload>();
  readonly cards = new Map<string, StandInCard>();
  /** The SEPA mandates that were made of methods that cannot be charged again, by those. */
  private readonly mandates = new Map<string, Payload>();
  /** What a session's payment or setup will carry, until it exists. */
  readonly intentFields = new Map<string, Record<string, unknown>>();
  readonly events: Payload[] = [];
  /** What a refund gives back of what was asked for, and in what. */
  gives = (asked: Given): Given => asked;
  /** What banks give of what was asked for, and in what. */
  takes = ({ amount, currency }: Payload) => ({ amount: Number(amount), currency: String(currency) });
  readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  add<P extends Payload>(payload: P): P {
    this.objects.set(payload.id, payload);
    return payload;
  }

  /** @throws ApiError 404 as Stripe does for an id it does not know, or 400 when it stands in a parameter. */
  get(id: unknown, param?: string): Payload {
    const found = this.objects.get(String(id));
    if (!found)
      throw new ApiError(param ? 400 : 404, {
        type: "invalid_request_error",
        code: "resource_missing",
        param,
        message: `No such object: '${id}'`,
      });
    return found;
  }

  list(kind: string): Payload[] {
    return [...this.objects.values()].filter((payload) => payload.object === kind).reverse();
  }

  emit(type: string, object: Payload): void {
    this.events.push(this.add(eventPayload(type, structuredClone(object))));
  }

  /** What the viewer does on the hosted page. A declined card leaves the page open. */
  pay(sessionId: string, number: string, approve = true): "done" | Decline {
    const session = this.get(sessionId);
    const card = cardOf(number);
    if (session.status !== "open") return "done";
    if (!card) return { code: "incorrect_number", decline_code: "incorrect_number", message: "Your card number is incorrect." };
    const saves = session.mode === "setup" || this.intentFields.get(session.id)?.setup_future_usage === "off_session";
    const method = this.saveCard(saves ? String(session.customer) : null, card);
    const intent = session.mode === "setup" ? this.setUp(session, method) : this.intentOf(session);
    const does = card.now === "ask" ? (approve ? "pay" : AUTHENTICATION) : card.now;
    if (typeof does === "object") {
      this.decline(intent, does, method);
      return does;
    }
    if (intent.object === "payment_intent") this.move(intent, method, does);
    Object.assign(session, {
      status: "complete",
      payment_status: session.mode === "setup" ? "no_payment_required" : does === "pay" ? "paid" : "unpaid",
    });
    this.emit("checkout.session.completed", session);
    return "done";
  }

  expire(sessionId: string): void {
    const session = this.get(sessionId);
    session.status = "expired";
    session.url = null;
    this.emit("checkout.session.expired", session);
  }

  /** Confirms a payment. @throws ApiError 402 for a declined card, with the intent as it is then. */
  confirm(intent: Payload, methodId: string, offSession: boolean, returnUrl?: string): void {
    const method = this.get(methodId, "payment_method");
    if (this.cards.get(method.id)!.type && !method.customer)
      throw new ApiError(400, {
        type: "invalid_request_error",
        param: "payment_method",
        message: "The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.",
      });
    const does = this.cards.get(method.id)!.later;
    if (does === "ask" && !offSession) {
      const url = `${this.base}/authenticate/${intent.id}`;
      const next_action = { type: "redirect_to_url", redirect_to_url: { url, return_url: returnUrl ?? null } };
      Object.assign(intent, { status: "requires_action", payment_method: method.id, last_payment_error: null, next_action });
      this.emit("payment_intent.requires_action", intent);
      return;
    }
    if (does === "pay" || does === "wait") {
      this.move(intent, method, does);
      return;
    }
    const decline = does === "ask" ? AUTHENTICATION : does;
    this.decline(intent, decline);
    throw new ApiError(402, { type: "card_error", ...decline, payment_intent: intent });
  }

  /** The viewer's answer on the bank's page. */
  authenticate(intentId: string, approve: boolean): void {
    const intent = this.get(intentId);
    if (intent.status !== "requires_action") return;
    intent.next_action = null;
    if (approve) this.move(intent, this.get(intent.payment_method), "pay");
    else
      this.decline(intent, {
        code: "payment_intent_authentication_failure",
        decline_code: "authentication_failed",
        message: "The payment was not confirmed.",
      });
  }

  /** The bank has sent its customer a new card, and the card networks have told Stripe. */
  replaceCard(methodId: string, card: { last4: string; exp_month: number; exp_year: number }): void {
    const method = this.get(methodId);
    Object.assign(method.card as object, card);
    this.emit("payment_method.automatically_updated", method);
  }

  /** Somebody removes it in Stripe's dashboard. */
  detach(methodId: string): void {
    const method = Object.assign(this.get(methodId), { customer: null });
    this.emit("payment_method.detached", method);
  }

  /** Every payment that is on its way fails, as a debit does that the bank returns. */
  failPending(): void {
    const returned = { code: "debit_failed", decline_code: "debit_failed", message: "The customer's bank returned the debit." };
    for (const intent of this.list("payment_intent").filter(({ status }) => status === "processing")) {
      this.decline(intent, returned);
      const session = this.list("checkout.session").find(({ payment_intent }) => payment_intent === intent.id);
      if (session) this.emit("checkout.session.async_payment_failed", session);
    }
  }

  /** Lets every payment that is on its way arrive. */
  settle(): void {
    for (const intent of this.list("payment_intent").filter(({ status }) => status === "processing")) {
      this.move(intent, this.get(intent.payment_method), "pay");
      const session = this.list("checkout.session").find(({ payment_intent }) => payment_intent === intent.id);
      if (!session) continue;
      session.payment_status = "paid";
      this.emit("checkout.session.async_payment_succeeded", session);
    }
  }

  /** Without a customer it is used once, and so is what is paid on a bank's page: a mandate is made of that for the customer. */
  private saveCard(customer: string | null, card: StandInCard): Payload {
    const method = this.add(methodPayload(card.type ? null : customer, card));
    this.cards.set(method.id, card);
    if (!customer || !becomesMandate(method)) return method;
    const mandate = this.add(mandatePayload(customer, method));
    this.cards.set(mandate.id, DEBIT);
    this.mandates.set(method.id, mandate);
    return method;
  }

  private setUp(session: Payload, method: Payload): Payload {
    const failed = typeof this.cards.get(method.id)!.now === "object";
    const fields = this.intentFields.get(session.id);
    const intent = this.add(
      setupIntentPayload({
        ...fields,
        customer: session.customer,
        payment_method: method.id,
        status: failed ? "requires_payment_method" : "succeeded",
      }),
    );
    const attempt = attemptPayload(intent, method, detailsOf(method, this.mandates.get(method.id)));
    Object.assign(intent, { latest_attempt: this.add(attempt).id });
    session.setup_intent = intent.id;
    return intent;
  }

  private intentOf(session: Payload): Payload {
    if (session.payment_intent) return this.get(session.payment_intent);
    const fields = this.intentFields.get(session.id);
    const intent = this.add(
      intentPayload({ ...fields, amount: session.amount_total, currency: session.currency, customer: session.customer }),
    );
    session.payment_intent = intent.id;
    return intent;
  }

  private move(intent: Payload, method: Payload, how: "pay" | "wait"): void {
    Object.assign(intent, { payment_method: method.id, last_payment_error: null });
    if (how === "wait") {
      intent.status = "processing";
      this.emit("payment_intent.processing", intent);
      return;
    }
    const { charge, balance } = chargePayloads(intent, method, detailsOf(method, this.mandates.get(method.id)));
    this.add(charge);
    this.add(balance);
    Object.assign(intent, { status: "succeeded", latest_charge: charge.id });
    const { amount: amount_received, currency } = this.takes(intent);
    Object.assign(intent, { amount_received, currency });
    this.emit("payment_intent.succeeded", intent);
  }

  private decline(intent: Payload, decline: Decline, typed?: Payload): void {
    const error = { type: "card_error", ...decline, ...(typed && { payment_method: typed }) };
    const isPayment = intent.object === "payment_intent";
    Object.assign(intent, {
      status: "requires_payment_method",
      payment_method: null,
      [isPayment ? "last_payment_error" : "last_setup_error"]: error,
    });
    this.emit(isPayment ? "payment_intent.payment_failed" : "setup_intent.setup_failed", intent);
  }
}
