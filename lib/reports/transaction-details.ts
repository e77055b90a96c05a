import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { type Prisma, TransactionStatus } from "#lib/db/generated/client.ts";
import { TIMELINE } from "#lib/events/read.ts";
import { AFTERMATHS } from "#lib/events/record.ts";
import { creditedLater } from "#lib/invoices/credited-later.ts";
import { byHandIds } from "#lib/payments/registry.ts";
import { STOPPED, UNDER_WAY } from "#lib/payments/state.ts";
import { topUpOf } from "#lib/wallet/top-ups.ts";
import { isToCollect } from "./to-collect.ts";

/** The state that an event says a transaction took. */
const state = z.enum(TransactionStatus);

/** A transaction with its timeline, refunds, invoice, order, subscription and messages; null when there is none. */
export async function transactionDetails(id: string) {
  const transaction = await db.transaction.findUnique({
    where: { id },
    include: {
      customer: { select: { id: true, number: true } },
      invoice: {
        select: {
          id: true,
          kind: true,
          number: true,
          status: true,
          nextAttemptAt: true,
          periodStart: true,
          periodEnd: true,
          total: true,
          lines: { where: { kind: { in: ["setup_fee", "manual"] } }, select: { total: true } },
        },
      },
      order: { select: { number: true } },
      subscription: {
        select: {
          id: true,
          number: true,
          status: true,
          graceUntil: true,
          timeZone: true,
          pauses: { select: { from: true, endedAt: true } },
        },
      },
      refundOf: { select: { id: true, number: true } },
      refunds: {
        orderBy: { createdAt: "asc" },
        select: { id: true, number: true, status: true, amount: true, currency: true, createdAt: true, reason: true, returnedAt: true },
      },
      evidence: true,
      payoutLines: {
        orderBy: { at: "asc" },
        select: {
          id: true,
          kind: true,
          gross: true,
          payout: { select: { id: true, gateway: true, reference: true, currency: true, at: true, status: true } },
        },
      },
      disputes: { orderBy: { openedAt: "asc" } },
      events: TIMELINE,
    },
  });
  if (!transaction) return null;
  const { kind, status, orderId, customerId, subscriptionId, invoice, subscription, amount, refunded, surplus } = transaction;
  const topUp = kind === "CHARGE" && status === "SUCCEEDED" && !invoice && !surplus ? await topUpOf(db, transaction) : null;
  const welcomed = kind !== "REFUND" && status === "SUCCEEDED" && orderId !== null && subscriptionId !== null;
  // The welcome belongs to the subscription that a paid order began: it is sent once, whichever payment began it.
  const welcome: Prisma.MessageWhereInput[] = welcomed ? [{ customerId, subscriptionId, templateKey: "welcome" }] : [];
  return {
    ...transaction,
    awaitsTransfer: status === "NEEDS_ACTION" && byHandIds().includes(transaction.gateway),
    /** Of a top-up: what was spent of it. */
    creditedLater: invoice ? await creditedLater(db, invoice.id) : topUp ? amount - refunded - topUp.left - topUp.disputed : 0n,
    isTopUp: topUp !== null,
    events: transaction.events.map((event) => ({
      ...event,
      type: state.parse(event.type),
      aftermath: AFTERMATHS.find((known) => known === event.detail) ?? null,
    })),
    stopped: STOPPED.includes(status),
    underWay: UNDER_WAY.includes(status),
    /** What it was for is tried again, or was: it is to be collected. */
    toCollect: invoice !== null && isToCollect(invoice, subscription),
    messages: await messagesAbout({ OR: [{ transactionId: id }, ...welcome] }),
  };
}
export type TransactionDetails = NonNullable<Awaited<ReturnType<typeof transactionDetails>>>;

/** The messages about a row, newest first. */
export function messagesAbout(where: Prisma.MessageWhereInput, take = 20) {
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
