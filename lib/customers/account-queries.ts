import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

/** What a viewer sees of their own. Every query takes the viewer's id, so none can answer with another's row. */

/** A charge of a saved method that the bank wants the viewer to confirm. */
const TO_CONFIRM = {
  where: { kind: "CHARGE" as const, status: "NEEDS_ACTION" as const, paymentMethodId: { not: null }, actionUrl: { not: null } },
  select: { gateway: true },
};

/** What is charged where a subscription has no method of its own. */
const DEFAULT_METHOD = {
  where: { detachedAt: null },
  orderBy: [{ isDefault: "desc" }, { createdAt: "desc" }],
  take: 1,
} satisfies Prisma.Customer$paymentMethodsArgs;

export function ownSubscriptions(customerId: string) {
  return db.subscription.findMany({
    relationLoadStrategy: "join",
    where: { customerId, NOT: { status: "INCOMPLETE", orders: { some: { kind: "GIFT" } } } },
    include: {
      plan: { select: { name: true } },
      payer: { select: { country: true, vatId: true, taxExemption: true, paymentMethods: DEFAULT_METHOD } },
      items: { where: { removedAt: null } },
      paymentMethod: true,
      orders: { where: { status: "OPEN", kind: "PURCHASE" }, select: { id: true } },
      scheduledChange: { select: { change: true, plan: { select: { name: true } } } },
      priceNotices: {
        where: { status: "NOTIFIED", move: { stoppedAt: null } },
        include: { move: { select: { fromPriceId: true, toPriceId: true, unagreed: true } } },
      },
      pendingLines: { where: { billedAt: null }, orderBy: { id: "asc" }, select: { line: true, currency: true } },
      invoices: {
        where: { kind: "INVOICE", status: "OPEN", number: { not: null }, customerId },
        orderBy: { createdAt: "asc" },
        select: { id: true, currency: true, total: true, paid: true, nextAttemptAt: true, transactions: TO_CONFIRM },
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
}

export type OwnSubscription = Awaited<ReturnType<typeof ownSubscriptions>>[number];

export function ownSubscription(customerId: string, id: string) {
  return db.subscription.findFirst({ where: { id, customerId }, include: { plan: true, items: { where: { removedAt: null } } } });
}

export function ownOrder(customerId: string, id: string) {
  return db.order.findFirst({ where: { id, customerId } });
}

/** Issued documents, newest first; a draft of an unfinished order is none. */
export function ownInvoices(customerId: string, take = 200) {
  return db.invoice.findMany({
    where: { customerId, number: { not: null } },
    select: {
      id: true,
      kind: true,
      number: true,
      status: true,
      currency: true,
      total: true,
      issuedAt: true,
      createdAt: true,
      lines: { orderBy: { position: "asc" }, take: 1, select: { description: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
}

export type OwnInvoice = Awaited<ReturnType<typeof ownInvoices>>[number];

export function ownInvoice(customerId: string, id: string) {
  return db.invoice.findFirst({
    where: { id, customerId, number: { not: null } },
    include: {
      lines: { orderBy: { position: "asc" }, take: 1 },
      subscription: true,
      transactions: TO_CONFIRM,
      customer: { select: { balances: true } },
    },
  });
}

/** Messages that left for the viewer, or are about to. */
export function ownMessages(customerId: string, take = 100) {
  return db.message.findMany({
    where: { customerId, status: { not: "SUPPRESSED" } },
    select: { id: true, kind: true, subject: true, text: true, recipient: true, status: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
}

export function ownMessage(customerId: string, id: string) {
  return db.message.findFirst({ where: { id, customerId, status: { not: "SUPPRESSED" } } });
}
