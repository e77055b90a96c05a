import type { Prisma, Transaction, TransactionKind } from "#lib/db/generated/client.ts";
import { eventRow } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { References } from "./gateway-capabilities.ts";
import type { ChargeParts, CheckoutParts, RefundParts } from "./request-parts.ts";

/** How long an answer may be missing before reconcile-payments asks the gateway itself. */
const FIRST_LOOK_MS = 60_000;

export type Payer = Pick<Transaction, "name" | "email" | "phone" | "country" | "company" | "vatId" | "ip" | "ipCountry"> & {
  address: Prisma.InputJsonObject;
};

export type TransactionInput = {
  /** Made beforehand where the request names it. */
  id?: string;
  kind: TransactionKind;
  source: Source;
  gateway: string;
  gatewayReference?: string;
  customerId: string;
  payer: Payer;
  currency: string;
  amount: bigint;
  tax: bigint;
  invoiceId: string | null;
  orderId?: string | null;
  subscriptionId?: string | null;
  paymentMethodId?: string | null;
  methodKind?: string | null;
  brand?: string | null;
  last4?: string | null;
  wallet?: string | null;
  replacesId?: string;
  refundOfId?: string;
  reason?: string;
  planId?: string | null;
  planName?: string | null;
  couponCode?: string | null;
  attempt?: number;
  /** What finance finds it by, as far as it has a number by now; the plan is added. */
  references?: References;
  /** Undefined where no gateway is asked. */
  request: CheckoutParts | ChargeParts | RefundParts | undefined;
};

/** A PENDING transaction with the first entry of its history, for `openPayment` to insert before a gateway is asked. */
export function transactionDraft({ id = newId(), source, payer, references, request: parts, ...data }: TransactionInput) {
  const at = now();
  const status = "PENDING" as const;
  const request = parts && { ...parts, references: { ...references, plan: data.planId ? (data.planName ?? undefined) : undefined } };
  const transaction = { ...data, ...payer, request, id, status, createdAt: at, reconcileAt: new Date(at.getTime() + FIRST_LOOK_MS) };
  return { transaction, event: eventRow({ subject: "PAYMENT", transactionId: id, type: status, source, at }) };
}
