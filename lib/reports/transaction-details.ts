import { db } from "#lib/db/client.ts";

/** A transaction with its timeline, refunds, invoice, order, subscription and messages; null when there is none. */
export async function transactionDetails(id: string) {
  const [transaction, messages] = await Promise.all([
    db.transaction.findUnique({
      where: { id },
      include: {
        customer: { select: { id: true, number: true } },
        invoice: { select: { id: true, number: true, status: true } },
        order: { select: { number: true } },
        subscription: { select: { id: true, number: true, status: true } },
        refundOf: { select: { id: true, number: true } },
        refunds: {
          orderBy: { createdAt: "asc" },
          select: { id: true, number: true, status: true, amount: true, currency: true, createdAt: true, reason: true },
        },
        events: { orderBy: [{ at: "asc" }, { id: "asc" }] },
      },
    }),
    messagesAbout({ transactionId: id }),
  ]);
  return transaction && { ...transaction, messages };
}
export type TransactionDetails = NonNullable<Awaited<ReturnType<typeof transactionDetails>>>;

/** The messages about a row, newest first. */
export function messagesAbout(where: { transactionId: string } | { subscriptionId: string } | { customerId: string }, take = 20) {
  const select = {
    id: true,
    number: true,
    kind: true,
    status: true,
    templateKey: true,
    subject: true,
    recipient: true,
    createdAt: true,
  } as const;
  return db.message.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take, select });
}
export type MessageAbout = Awaited<ReturnType<typeof messagesAbout>>[number];
