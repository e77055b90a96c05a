import { behaviourOf, ISSUES } from "./accounts.ts";
import {
  accountPayload,
  amountOf,
  capturePayload,
  disputePayload,
  eventPayload,
  minorOf,
  newKey,
  orderPayload,
  type Payload,
  refundPayload,
  stamp,
} from "./payloads.ts";

/** A refusal as PayPal's API words it. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Payload;
  constructor(status: number, name: string, issue?: string, links: Payload[] = []) {
    super(issue ?? name);
    this.status = status;
    this.body = {
      name,
      message: MESSAGES[name] ?? name,
      debug_id: "stand-in",
      ...(issue && { details: [{ issue, ...(ISSUES[issue] && { description: ISSUES[issue] }) }] }),
      ...(links.length > 0 && { links }),
    };
  }
}

const MESSAGES: Record<string, string> = {
  NOT_AUTHORIZED: "Authorization failed due to insufficient permissions.",
  UNPROCESSABLE_ENTITY: "The requested action could not be performed, semantically incorrect, or failed business validation.",
  RESOURCE_NOT_FOUND: "The specified resource does not exist.",
};

/** What the API does not say, but knows. */
type Inside = { account?: string; saves?: boolean; page: { return_url?: string; cancel_url?: string } };

/** All that the stand-in knows, and what happens to it. */
export class World {
  readonly orders = new Map<string, Payload>();
  readonly inside = new Map<string, Inside>();
  readonly captures = new Map<string, { order: Payload; capture: Payload }>();
  readonly refunds = new Map<string, Payload>();
  readonly setups = new Map<string, Payload>();
  readonly tokens = new Map<string, { token: Payload; account: string }>();
  readonly disputes = new Map<string, Payload>();
  /** What went from the account to its bank, and came back. */
  readonly withdrawals: Payload[] = [];
  readonly events: Payload[] = [];
  readonly base: string;
  /** Beginnings of paths that the app may not use, for a feature is off. */
  readonly off = new Set<string>();
  /** Ids of what stands for the orders of payments that have none. */
  private readonly alone = new Set<string>();
  /** Movements in one search. */
  searchedAtMost = 10_000;

  constructor(base: string) {
    this.base = base;
  }

  /** @throws ApiError 404 */
  found<T>(from: Map<string, T>, id: string): T {
    const value = from.get(id);
    if (value === undefined) throw new ApiError(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
    return value;
  }

  emit(type: string, resource: Payload): void {
    this.events.push(eventPayload(type, resource));
  }

  createOrder(given: Payload): Payload {
    const order = orderPayload(this.base, given);
    const wallet = given.payment_source?.paypal ?? {};
    this.inside.set(order.id, { saves: wallet.attributes?.vault !== undefined, page: wallet.experience_context ?? {} });
    if (wallet.vault_id) this.charge(order, wallet.vault_id);
    this.orders.set(order.id, order);
    return order;
  }

  private charge(order: Payload, vaultId: string): void {
    const { account, token } = this.found(this.tokens, vaultId);
    const { later, asks } = behaviourOf(account);
    if (asks) return;
    if (later) throw new ApiError(422, "UNPROCESSABLE_ENTITY", later);
    this.refuseTwice(order);
    const vault = { id: vaultId, status: "VAULTED", customer: token.customer };
    order.payment_source = { paypal: { ...accountPayload(account), attributes: { vault } } };
    this.take(order, "COMPLETED");
  }

  /** The viewer approves an order, or saves their account, with an account. */
  approve(id: string, account: string): void {
    const setup = this.setups.get(id);
    if (setup) {
      if (setup.status !== "PAYER_ACTION_REQUIRED") return;
      const { account_status: _, ...wallet } = accountPayload(account);
      Object.assign(setup, { status: "APPROVED", payment_source: { paypal: wallet } });
      this.inside.set(id, { ...this.inside.get(id), account, page: this.inside.get(id)?.page ?? {} });
      return;
    }
    const order = this.found(this.orders, id);
    if (order.status === "COMPLETED") return;
    Object.assign(order, { status: "APPROVED", update_time: stamp(), payment_source: { paypal: accountPayload(account) } });
    Object.assign(this.inside.get(id) ?? {}, { account });
    this.emit("CHECKOUT.ORDER.APPROVED", order);
  }

  capture(id: string): Payload {
    const order = this.found(this.orders, id);
    if (order.status === "COMPLETED") throw new ApiError(422, "UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED");
    if (order.status !== "APPROVED") throw new ApiError(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED");
    this.refuseTwice(order);
    const { account = "", saves } = this.inside.get(id) ?? {};
    const { now, pending, savesLater } = behaviourOf(account);
    const again = { href: `${this.base}/checkoutnow?token=${id}`, rel: "redirect", method: "GET" };
    if (now) throw new ApiError(422, "UNPROCESSABLE_ENTITY", now, [again]);
    const agreed = { status: "APPROVED", links: [{ href: `${this.base}/v2/checkout/orders/${id}`, rel: "up", method: "GET" }] };
    const vault = () => (savesLater ? agreed : { ...this.save(account, id), status: "VAULTED" });
    if (saves) order.payment_source.paypal.attributes = { vault: vault() };
    this.take(order, pending ? "PENDING" : "COMPLETED");
    return order;
  }

  /** Somebody pays with a button, or an invoice of PayPal's: there is no order that anybody could ask for. */
  payWithoutOrder(amount: Payload["amount"], custom_id?: string): Payload {
    const order = orderPayload(this.base, { intent: "CAPTURE", purchase_units: [{ amount, custom_id }] });
    this.alone.add(order.id);
    this.take(order, "COMPLETED");
    return order.purchase_units[0].payments.captures[0];
  }

  private refuseTwice(order: Payload): void {
    const { invoice_id } = order.purchase_units[0];
    if ([...this.captures.values()].some(({ capture }) => capture.invoice_id === invoice_id && capture.status !== "DECLINED"))
      throw new ApiError(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_INVOICE_ID");
  }

  private take(order: Payload, status: string): void {
    const capture = capturePayload(this.base, order, status);
    order.purchase_units[0].payments = { captures: [capture] };
    Object.assign(order, { status: "COMPLETED", update_time: stamp() });
    this.captures.set(capture.id, { order, capture });
    this.told(`PAYMENT.CAPTURE.${status}`, capture, order);
  }

  private told(type: string, capture: Payload, order: Payload): void {
    this.emit(type, { ...capture, ...this.relatedTo(order) });
  }

  relatedTo({ id }: Payload): Payload {
    return this.alone.has(id) ? {} : { supplementary_data: { related_ids: { order_id: id } } };
  }

  save(account: string, orderId?: string): Payload {
    const id = `${newKey().toLowerCase()}`;
    const customer = { id: newKey().slice(0, 10) };
    const payment_source = { paypal: { payer_id: accountPayload(account).account_id, account_id: accountPayload(account).account_id } };
    const token = { id, customer, payment_source };
    this.tokens.set(id, { token, account });
    this.emit("VAULT.PAYMENT-TOKEN.CREATED", { ...token, ...(orderId && { metadata: { order_id: orderId } }) });
    return { id, customer };
  }

  /** Saves the account that paid an order, for which there was no time when it did; the order may tell that, or the customer that it was given, or neither. */
  saveAfter(id: string, tells?: "token" | "customer"): Payload {
    const saved = this.save(this.inside.get(id)?.account ?? "", id);
    const { vault } = this.found(this.orders, id).payment_source.paypal.attributes;
    if (tells === "token") Object.assign(vault, saved, { status: "VAULTED" });
    if (tells === "customer") Object.assign(vault, { customer: saved.customer });
    return saved;
  }

  /** Every payment that is on its way arrives, or fails. */
  settle(status: "COMPLETED" | "DECLINED" = "COMPLETED"): void {
    for (const { order, capture } of this.captures.values()) {
      if (capture.status !== "PENDING") continue;
      capture.status = status;
      delete capture.status_details;
      this.told(`PAYMENT.CAPTURE.${status}`, capture, order);
    }
  }

  /** @throws ApiError when it is more than is left */
  refund(captureId: string, given: Payload): Payload {
    const { order, capture } = this.found(this.captures, captureId);
    const made: Payload[] = order.purchase_units[0].payments.refunds ?? [];
    const back = made.filter(({ status }) => status !== "FAILED").reduce((sum, { amount }) => sum + minorOf(amount), 0);
    const amount = given.amount ?? amountOf(minorOf(capture.amount) - back, capture.amount.currency_code);
    const left = minorOf(capture.amount) - back;
    if (left === 0) throw new ApiError(422, "UNPROCESSABLE_ENTITY", "CAPTURE_FULLY_REFUNDED");
    if (minorOf(amount) > left) throw new ApiError(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED");
    const { custom_id = capture.custom_id, note_to_payer } = given;
    const refund = refundPayload(this.base, capture, amount, { custom_id, ...(note_to_payer && { note_to_payer }) });
    this.refunds.set(refund.id, refund);
    order.purchase_units[0].payments.refunds = [...made, refund];
    capture.status = minorOf(amount) === left ? "REFUNDED" : "PARTIALLY_REFUNDED";
    this.emit("PAYMENT.CAPTURE.REFUNDED", refund);
    return refund;
  }

  dispute(captureId: string): Payload {
    const dispute = disputePayload(this.base, this.found(this.captures, captureId).capture);
    this.disputes.set(dispute.dispute_id, dispute);
    this.emit("CUSTOMER.DISPUTE.CREATED", dispute);
    return dispute;
  }

  decide(dispute: Payload, decision: "won" | "lost"): void {
    const { dispute_amount: amount, money_movements: moves } = dispute;
    const back = { affected_party: "SELLER", amount, initiated_time: stamp(), type: "CREDIT", reason: "DISPUTE_SETTLEMENT" };
    Object.assign(dispute, {
      status: "RESOLVED",
      update_time: stamp(),
      dispute_outcome: { outcome_code: decision === "won" ? "RESOLVED_SELLER_FAVOUR" : "RESOLVED_BUYER_FAVOUR" },
      money_movements: decision === "won" ? [...moves, back] : moves,
    });
    this.emit("CUSTOMER.DISPUTE.RESOLVED", dispute);
  }
}
