import { money, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { cardOf, type StandInCard } from "./cards.ts";
import {
  type Amount,
  chargebackPayload,
  customerPayload,
  detailsOf,
  link,
  mandatePayload,
  type Payload,
  paymentPayload,
  refundPayload,
} from "./payloads.ts";

export class ApiError extends Error {
  readonly status: number;
  readonly field: string | undefined;
  constructor(status: number, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}

type Fields = Record<string, unknown>;

/** What Mollie holds of customers, payments, mandates, refunds, chargebacks and settlements, and what banks do with them. */
export class World {
  readonly customers = new Map<string, Payload>();
  readonly payments = new Map<string, Payload>();
  readonly mandates = new Map<string, Payload>();
  readonly refunds: Payload[] = [];
  readonly chargebacks: Payload[] = [];
  /** What was sent to the bank, the newest first. */
  readonly settlements: Payload[] = [];
  /** What the organisation's token may not. */
  readonly forbidden = new Set<string>();
  /** The payments that Mollie has to tell of, in turn. */
  readonly told: string[] = [];
  /** How refunds begin: some methods give back at once, cards and accounts take days. */
  refundsBegin = "refunded";
  private readonly comesLater = new Map<string, StandInCard["later"]>();

  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  makeCustomer(given: Fields): Payload {
    const made = customerPayload(this.url, given);
    this.customers.set(made.id, made);
    return made;
  }

  payment(id: string): Payload {
    const found = this.payments.get(id);
    if (!found) throw new ApiError(404, `No payment exists with token ${id}.`);
    return found;
  }

  mandate(customerId: string, id: string): Payload {
    const found = this.mandates.get(id);
    if (found?.customerId !== customerId) throw new ApiError(404, `No mandate exists with token ${id}.`);
    return found;
  }

  makePayment(given: Fields): Payload {
    const { sequenceType, customerId, mandateId, method, amount } = given;
    const needsCustomer = sequenceType === "first" || sequenceType === "recurring";
    if (needsCustomer && !this.customers.has(String(customerId))) throw new ApiError(422, "The customer id is invalid", "customerId");
    const methods = [method ?? []].flat();
    const forNothing = methods.length > 0 && methods.every((one) => ["creditcard", "paypal"].includes(String(one)));
    const isNothing = !/[1-9]/.test((amount as Amount).value);
    if (isNothing && !(sequenceType === "first" && forNothing)) throw new ApiError(422, "The amount is lower than the minimum", "amount");
    if (sequenceType !== "recurring") return this.keep(paymentPayload(this.url, given));
    const mandate = this.mandates.get(String(mandateId));
    if (mandate?.customerId !== customerId || mandate?.status !== "valid") throw new ApiError(422, "The mandate is invalid", "mandateId");
    const made = this.keep(paymentPayload(this.url, given));
    this.comes(made, String(mandate.method), this.comesLater.get(mandate.id) ?? "paid");
    return made;
  }

  /** The viewer pays on the page with a card, or by the name of a method. */
  pay(id: string, number: string): void {
    const payment = this.payment(id);
    const card = cardOf(number);
    if (payment.status !== "open" || !card) return;
    this.comes(payment, card.method, card.now, card.later);
  }

  /** The page ends as the viewer or time wants it. */
  end(id: string, status: "canceled" | "expired" | "failed" | "pending", method = "creditcard"): void {
    const payment = this.payment(id);
    if (payment.status !== "open") return;
    if (status === "pending") this.comes(payment, method, "pending", cardOf(method)?.later);
    else if (status === "failed") this.comes(payment, method, method === "creditcard" ? { failureReason: "card_declined" } : {});
    else this.become(payment, status);
  }

  /** What is on its way arrives. */
  settle(): void {
    for (const payment of this.waiting()) this.arrive(payment, String(payment.method));
  }

  /** What is on its way is returned by the bank. */
  failPending(bankReasonCode = "AM04"): void {
    for (const payment of this.waiting()) this.comes(payment, String(payment.method), { bankReasonCode });
  }

  cancel(id: string): Payload {
    const payment = this.payment(id);
    if (payment.isCancelable !== true) throw new ApiError(422, "The payment cannot be canceled");
    return this.become(payment, "canceled");
  }

  refund(id: string, given: Fields, status = this.refundsBegin): Payload {
    const payment = this.payment(id);
    const amount = given.amount as Amount;
    const left = payment.amountRemaining as Amount | undefined;
    if (!left || minor(amount) > minor(left)) throw new ApiError(422, "The amount is higher than the maximum", "amount");
    if (this.refunds.some((other) => other.paymentId === id && isTwin(other, amount)))
      throw new ApiError(409, "A duplicate refund has been detected");
    const made = refundPayload(this.url, payment, given, status);
    this.refunds.unshift(made);
    payment._links.refunds = link(`${this.url}/v2/payments/${id}/refunds`);
    this.recount(payment);
    return made;
  }

  /** A refund goes on, or comes back. */
  refundBecomes(made: Payload, status: string): void {
    made.status = status;
    this.recount(this.payment(String(made.paymentId)));
    this.told.push(String(made.paymentId));
  }

  /** @param code of the payer's bank; it tells one for direct debits */
  chargeBack(id: string, amount = this.payment(id).amount as Amount, code = "MD06"): Payload {
    const payment = this.payment(id);
    const description = code === "MD06" ? "Refund requested by the end customer" : "Insufficient funds";
    const reason = payment.method === "directdebit" ? { code, description } : null;
    const made = chargebackPayload(this.url, payment, amount, reason);
    this.chargebacks.unshift(made);
    payment._links.chargebacks = link(`${this.url}/v2/payments/${id}/chargebacks`);
    payment.amountChargedBack = amount;
    this.told.push(id);
    return made;
  }

  reverse(made: Payload): void {
    made.reversedAt = new Date().toISOString();
    delete this.payment(String(made.paymentId)).amountChargedBack;
    this.told.push(String(made.paymentId));
  }

  private waiting(): Payload[] {
    return [...this.payments.values()].filter(({ status }) => status === "pending");
  }

  private keep(payment: Payload): Payload {
    this.payments.set(payment.id, payment);
    return payment;
  }

  private comes(payment: Payload, method: string, what: StandInCard["now"], later?: StandInCard["later"]): void {
    payment.method = method;
    payment.details = detailsOf(method);
    if (later && payment.sequenceType === "first") this.comesLater.set(payment.id, later);
    if (what === "paid") return void this.arrive(payment, method);
    delete payment._links.checkout;
    if (what === "pending") {
      // A debit that was not sent to the bank yet can be canceled.
      Object.assign(payment, { status: "pending", isCancelable: method === "directdebit" });
      return;
    }
    const { statusReason: code, failureReason, bankReasonCode } = what;
    if (failureReason) Object.assign(payment.details as object, { failureReason, failureMessage: "The card was declined." });
    if (bankReasonCode && method === "directdebit") Object.assign(payment.details as object, { bankReasonCode, bankReason: "Returned." });
    if (code) payment.statusReason = { code, message: "The issuer declined the card." };
    this.become(payment, "failed");
  }

  private arrive(payment: Payload, method: string): void {
    if (payment.sequenceType === "first") {
      const mandate = mandatePayload(this.url, String(payment.customerId), method);
      this.mandates.set(mandate.id, mandate);
      this.comesLater.set(mandate.id, this.comesLater.get(payment.id) ?? "paid");
      payment.mandateId = mandate.id;
    }
    this.become(payment, "paid");
    this.recount(payment);
  }

  private become(payment: Payload, status: "paid" | "failed" | "canceled" | "expired"): Payload {
    delete payment._links.checkout;
    delete payment.isCancelable;
    Object.assign(payment, { status, [`${status}At`]: new Date().toISOString() });
    this.told.push(payment.id);
    return payment;
  }

  private recount(payment: Payload): void {
    const { currency } = payment.amount as Amount;
    const stands = this.refunds.filter(
      ({ paymentId, status }) => paymentId === payment.id && !["failed", "canceled"].includes(String(status)),
    );
    const back = stands.reduce((sum, { amount }) => sum + minor(amount as Amount), 0n);
    const amountOf = (value: bigint): Amount => ({ currency, value: toDecimal(money(value, currency)) });
    payment.amountRefunded = amountOf(back);
    payment.amountRemaining = amountOf(minor(payment.amount as Amount) - back);
  }
}

const HOUR_MS = 3_600_000;
/** Whether a refund of the same amount was asked for within the hour. */
const isTwin = (other: Payload, amount: Amount) =>
  minor(other.amount as Amount) === minor(amount) && Date.now() - Date.parse(String(other.createdAt)) < HOUR_MS;
const minor = ({ value, currency }: Amount) => parseMoney(value, currency).minor;
