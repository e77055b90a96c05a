import type { Prisma, Transaction, TransactionKind } from "#lib/db/generated/client.ts";
import { insertRow, isDuplicate, type NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { ChargeParts, CheckoutParts, RefundParts } from "./gateway.ts";

/** How long an answer may be missing before reconcile-payments asks the gateway itself. */
const FIRST_LOOK_MS = 60_000;

export type Payer = Pick<Transaction, "name" | "email" | "phone" | "country" | "company" | "vatId" | "ip" | "ipCountry"> & {
  address: Prisma.InputJsonObject;
};

export type OpenInput = {
  /** Made beforehand where the request names it. */
  id?: string;
  kind: TransactionKind;
  source: string;
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
  replacesId?: string;
  refundOfId?: string;
  reason?: string;
  planId?: string | null;
  planName?: string | null;
  couponCode?: string | null;
  attempt?: number;
  /** Undefined where no gateway is asked. */
  request: CheckoutParts | ChargeParts | RefundParts | undefined;
};

/**
 * Writes the row that must be committed before a gateway is asked, and the rows it names with it; its id is the idempotency key.
 * @throws 409 `payment_in_progress` when the invoice or order has an open one (a partial unique index decides, not a look before).
 */
export async function openTransaction(
  tx: Tx,
  { id = newId(), source, payer, ...data }: OpenInput,
  named: NewRows = {},
): Promise<Transaction> {
  const at = now();
  try {
    const row = { ...data, ...payer, id, status: "PENDING" as const, createdAt: at, reconcileAt: new Date(at.getTime() + FIRST_LOOK_MS) };
    const event = { id: newId(), transactionId: id, status: "PENDING" as const, source, at };
    return await insertRow(tx, "Transaction", row, { ...named, TransactionEvent: [event] });
  } catch (error) {
    if (isDuplicate(error)) throw conflict("payment_in_progress");
    throw error;
  }
}
