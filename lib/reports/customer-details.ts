import { z } from "zod";
import { vatNumberDetails } from "#lib/customers/vat-status.ts";
import { db } from "#lib/db/client.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { MOVED_SQL, UNDER_WAY } from "#lib/payments/state.ts";
import { nextStep } from "#lib/subscriptions/next-step.ts";
import { TO_COLLECT } from "./to-collect.ts";
import { messagesAbout } from "./transaction-details.ts";

const paid = z.object({ currency: z.string(), minor: z.bigint() });

const NEWEST = [{ createdAt: "desc" }, { id: "desc" }] as const;

/** All there is about a viewer; null when there is none. `unpaid` is what is left to collect, with what is `left` of each and its `last` try; `paid` is what they ever paid less refunds, by currency. */
export async function customerDetails(id: string) {
  const [customer, unpaid, subscriptionEvents, messages, paidRows] = await Promise.all([
    db.customer.findUnique({
      where: { id },
      omit: { passwordHash: true, servicePassword: true },
      include: {
        subscriptions: {
          orderBy: [...NEWEST],
          include: { plan: { select: { name: true } } },
        },
        transactions: { orderBy: [...NEWEST], take: 15 },
        invoices: { orderBy: [...NEWEST], take: 15 },
        paymentMethods: { where: { detachedAt: null }, orderBy: [{ isDefault: "desc" }, { createdAt: "desc" }] },
        notes: { orderBy: [{ at: "desc" }, { id: "desc" }], include: { operator: { select: { name: true } } } },
      },
    }),
    db.invoice.findMany({
      where: { customerId: id, ...TO_COLLECT },
      orderBy: { createdAt: "asc" },
      include: {
        lines: { orderBy: { position: "asc" }, take: 1, select: { description: true } },
        subscription: { select: { graceUntil: true } },
        transactions: { where: { kind: "CHARGE" }, orderBy: { number: "desc" }, take: 1 },
      },
    }),
    db.domainEvent.findMany({
      where: { subscription: { customerId: id } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: 40,
      include: { subscription: { select: { plan: { select: { name: true } } } } },
    }),
    messagesAbout({ customerId: id }, 15),
    db.$queryRaw`
      SELECT "currency", sum(CASE "kind" WHEN 'CHARGE' THEN "amount" ELSE -"amount" END)::bigint AS "minor"
      FROM "Transaction" WHERE "customerId" = ${id}::uuid AND ${MOVED_SQL}
      GROUP BY 1 ORDER BY 2 DESC`,
  ]);
  const subscriptions = customer?.subscriptions.map((subscription) => ({ ...subscription, next: nextStep(subscription) })) ?? [];
  const owed = unpaid.map(({ transactions: [last], ...invoice }) => ({
    ...invoice,
    left: balanceOf(invoice),
    last: last ? { ...last, underWay: UNDER_WAY.includes(last.status) } : null,
  }));
  const vatNumber = customer?.vatId ? await vatNumberDetails(customer.vatId) : null;
  return (
    customer && { ...customer, vatNumber, subscriptions, unpaid: owed, subscriptionEvents, messages, paid: paid.array().parse(paidRows) }
  );
}
export type CustomerDetails = NonNullable<Awaited<ReturnType<typeof customerDetails>>>;
