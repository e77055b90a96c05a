import { db } from "#lib/db/client.ts";
import { toDecimal } from "#lib/kernel/money.ts";

export type Chapter = {
  status?: string;
  plan?: string;
  /** What was billed: total and state of each invoice, and of each credit note (below 0), the oldest first: "20.00 PAID". */
  billed?: string[];
  /** Money that moved, the oldest first: "10.00", "-5.00 balance". */
  paid?: string[];
  /** In euros. */
  balance?: string;
  /** The day that the running period ends, where the story lives. */
  until?: string;
  letters?: string[];
};

/** How a viewer and their subscription stand. */
export async function pictureOf(id: string, viewerId: string, zone: string): Promise<Required<Chapter>> {
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id }, include: { plan: true } });
  const invoices = await db.invoice.findMany({
    where: { subscriptionId: id, number: { not: null } },
    orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
  });
  const moved = await db.transaction.findMany({
    where: { subscriptionId: id, kind: { in: ["CHARGE", "REFUND"] }, status: "SUCCEEDED", amount: { gt: 0 } },
    orderBy: { number: "asc" },
  });
  const balance = await db.balance.findUnique({ where: { customerId_currency: { customerId: viewerId, currency: "EUR" } } });
  const messages = await db.message.findMany({ where: { customerId: viewerId, kind: "EMAIL" }, orderBy: { number: "asc" } });
  return {
    status: subscription.status,
    plan: subscription.plan.name,
    billed: invoices.map(({ kind, total, currency, status }) =>
      kind === "CREDIT_NOTE" ? toDecimal({ minor: -total, currency }) : `${toDecimal({ minor: total, currency })} ${status}`,
    ),
    paid: moved.map(({ kind, amount, currency, gateway }) => {
      const sum = toDecimal({ minor: kind === "REFUND" ? -amount : amount, currency });
      return gateway === "balance" ? `${sum} balance` : sum;
    }),
    balance: toDecimal({ minor: balance?.amount ?? 0n, currency: "EUR" }),
    until: subscription.currentPeriodEnd ? dayIn(subscription.currentPeriodEnd, zone) : "",
    letters: messages.map(({ templateKey }) => templateKey),
  };
}

function dayIn(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}
