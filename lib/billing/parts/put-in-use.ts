import type { PaymentMethod, Prisma, Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { attemptNow } from "#lib/invoices/attempts.ts";
import { UNPAID } from "#lib/invoices/state.ts";
import { now } from "#lib/kernel/clock.ts";
import { isExpired, isSameMethod } from "#lib/payments/same-method.ts";
import { UNDER_WAY } from "#lib/payments/state.ts";
import { detachMethods, makeDefault } from "#lib/payments/use-method.ts";
import { payWith } from "#lib/subscriptions/pay-with.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

/**
 * Makes a saved method the viewer's default, and what all running subscriptions that they pay for are charged to. What is overdue is due now: the reason
 * it was declined may have gone with the other method, whatever the plan of retries says. The caller holds the customer's row.
 */
export async function putInUse(tx: Tx, customerId: string, methodId: string): Promise<void> {
  await makeDefault(tx, customerId, methodId);
  await collectNow(tx, customerId);
  await payWith(tx, { payerId: customerId, status: { in: LIVE } }, methodId);
}

/**
 * A method that was saved by paying stands in where another cannot pay: for a running subscription that is past due, or whose method is gone, has
 * expired, or is tried no more for another one. What the viewer chose for the rest stays, such as to pay by transfer. The caller holds the customer's row.
 */
export async function standIn(tx: Tx, customerId: string, methodId: string): Promise<void> {
  const running = await tx.subscription.findMany({
    where: { payerId: customerId, status: { in: LIVE }, OR: [{ transferId: null }, { paymentMethodId: { not: null } }] },
    select: {
      id: true,
      status: true,
      paymentMethod: true,
      invoices: { where: { ...UNPAID, nextAttemptAt: null }, select: { id: true } },
    },
  });
  const givenUp = running.flatMap(({ status, invoices, paymentMethod }) =>
    status === "PAST_DUE" && invoices.length > 0 && paymentMethod ? [paymentMethod] : [],
  );
  const cannotPay = (method: PaymentMethod | null) =>
    !method || method.detachedAt !== null || isExpired(method, now()) || givenUp.some((other) => isSameMethod(method, other));
  const ids = running.filter(({ status, paymentMethod }) => status === "PAST_DUE" || cannotPay(paymentMethod)).map(({ id }) => id);
  if (ids.length === 0) return;
  await collectNow(tx, customerId, ids);
  await payWith(tx, { id: { in: ids } }, methodId);
}

/** Lets what a viewer owes, or owes for some of their subscriptions, be charged now, but for what is under way. */
export async function collectNow(tx: Tx, customerId: string, subscriptionIds?: string[]): Promise<void> {
  await attemptNow(tx, {
    ...overdue(customerId),
    subscriptionId: subscriptionIds && { in: subscriptionIds },
    transactions: { none: { status: { in: UNDER_WAY } } },
  });
}

/** Issued invoices that are to be collected: not those whose subscription has ended. */
export const OWED = {
  ...UNPAID,
  OR: [{ subscriptionId: null }, { subscription: { status: { in: LIVE } } }],
} satisfies Prisma.InvoiceWhereInput;

/** Those of a viewer. */
export function overdue(customerId: string) {
  return { ...OWED, customerId };
}

/** A viewer's methods that can be charged, the default first. */
export function methodsInUse(tx: Tx, customerId: string): Promise<PaymentMethod[]> {
  return tx.paymentMethod.findMany({ where: { customerId, detachedAt: null }, orderBy: [{ isDefault: "desc" }, { createdAt: "desc" }] });
}

/** What a subscription renews with, if it can be charged and is the payer's. */
export function ownMethod({ paymentMethod: own }: { paymentMethod: PaymentMethod | null }, payerId: string): PaymentMethod | null {
  return own && !own.detachedAt && own.customerId === payerId ? own : null;
}

/** What a subscription's payer is charged with: what it renews with, else their default; null where nothing is saved. */
export async function methodToCharge(
  tx: Tx,
  { paymentMethodId, payerId }: Pick<Subscription, "paymentMethodId" | "payerId">,
): Promise<PaymentMethod | null> {
  const saved = await methodsInUse(tx, payerId);
  return saved.find(({ id }) => id === paymentMethodId) ?? saved[0] ?? null;
}

/** The method and its likes: however often the same card was saved, a viewer knows one. */
export function twinsOf(method: PaymentMethod, saved: PaymentMethod[]): PaymentMethod[] {
  return saved.filter((other) => isSameMethod(method, other));
}

/** Takes methods out of use; the viewer's next one takes their place, and is charged what is overdue. Past payments keep naming them. The caller holds the customer's row. */
export async function takeOutOfUse(tx: Tx, customerId: string, gone: PaymentMethod[]): Promise<void> {
  const ids = gone.map(({ id }) => id);
  await detachMethods(tx, ids);
  const [next] = await methodsInUse(tx, customerId);
  await payWith(tx, { payerId: customerId, paymentMethodId: { in: ids } }, next?.id ?? null);
  if (next) await collectNow(tx, customerId);
  if (next && gone.some(({ isDefault }) => isDefault)) await makeDefault(tx, customerId, next.id);
}
