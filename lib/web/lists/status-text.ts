import type {
  InvoiceStatus,
  MessageStatus,
  OrderStatus,
  PlanStatus,
  SubscriptionStatus,
  TransactionStatus,
} from "#lib/db/generated/client.ts";

/** The states that a row of each kind is shown in. */
export type Statuses = {
  transaction: TransactionStatus | "REFUNDED" | "PART_REFUNDED";
  subscription: SubscriptionStatus;
  invoice: InvoiceStatus;
  message: MessageStatus;
  order: OrderStatus;
  plan: PlanStatus;
};

/** A kind of row with one of its own states. */
export type ShownStatus = { [Kind in keyof Statuses]: { kind: Kind; status: Statuses[Kind] } }[keyof Statuses];

/** Where the texts of a state stand in `operator.status`. Kind by kind, so that the compiler sees a text missing for one of them. */
export function statusText(of: ShownStatus) {
  if (of.kind === "transaction") return `transaction.${of.status}` as const;
  if (of.kind === "subscription") return `subscription.${of.status}` as const;
  if (of.kind === "invoice") return `invoice.${of.status}` as const;
  if (of.kind === "message") return `message.${of.status}` as const;
  if (of.kind === "order") return `order.${of.status}` as const;
  return `plan.${of.status}` as const;
}
