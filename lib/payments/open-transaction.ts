import { Prisma, type Transaction, type TransactionKind } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/insert-rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";

/** How long an answer may be missing before reconcile-payments asks the gateway itself. */
const FIRST_LOOK_MS = 60_000;

export type Payer = Pick<Transaction, "name" | "email" | "phone" | "country" | "company" | "vatId" | "ip" | "ipCountry"> & {
  address: Prisma.InputJsonObject;
};

export type OpenInput = {
  kind: TransactionKind;
  source: string;
  gateway: string;
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
  refundOfId?: string;
  reason?: string;
  planId?: string | null;
  planName?: string | null;
  couponCode?: string | null;
  attempt?: number;
};

/**
 * Writes the row that must be committed before a gateway is asked; its id is the idempotency key.
 * @throws 409 `payment_in_progress` when the invoice or order has an open one (a partial unique index decides, not a look before).
 */
export async function openTransaction(tx: Tx, { source, payer, ...data }: OpenInput): Promise<Transaction> {
  const at = now();
  try {
    const created = await tx.transaction.create({
      data: { ...data, ...payer, status: "PENDING", createdAt: at, reconcileAt: new Date(at.getTime() + FIRST_LOOK_MS) },
    });
    await insertRows(tx, { TransactionEvent: [{ id: newId(), transactionId: created.id, status: "PENDING", source, at }] });
    return created;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") throw conflict("payment_in_progress");
    throw error;
  }
}
