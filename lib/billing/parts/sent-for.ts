import { db } from "#lib/db/client.ts";
import type { StatementLine, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { byHandIds } from "#lib/payments/registry.ts";

/** A payment that came by itself, such as a transfer, with what of it has not gone back, in minor units; `bookedOn`: of the statement's line that it was recorded by. */
export type Sent = Pick<Transaction, "id" | "invoiceId" | "subscriptionId" | "amount" | "settledAt"> & {
  left: bigint;
  bookedOn: Date | null;
};

/** What a text means: an invoice, or whatever a subscription's payer sends with its reference. */
type Named = { standing?: string; invoice: { id: string } };

/** What viewers sent for what is named and has not gone back, the newest first. */
export async function sentFor(named: Named[], client: Tx | typeof db = db): Promise<Sent[]> {
  if (named.length === 0) return [];
  const invoices = named.map(({ invoice }) => invoice.id);
  const subscriptions = named.flatMap(({ standing }) => standing ?? []);
  const rows = await client.transaction.findMany({
    where: {
      OR: [{ invoiceId: { in: invoices } }, { subscriptionId: { in: subscriptions } }],
      gateway: { in: byHandIds() },
      kind: "CHARGE",
      status: "SUCCEEDED",
    },
    select: {
      id: true,
      invoiceId: true,
      subscriptionId: true,
      amount: true,
      refunded: true,
      settledAt: true,
      statementLine: { select: { bookedOn: true } },
    },
    orderBy: { number: "desc" },
  });
  return rows
    .map(({ refunded, statementLine, ...row }) => ({ ...row, left: row.amount - refunded, bookedOn: statementLine?.bookedOn ?? null }))
    .filter(({ left }) => left > 0n);
}

export function isFor({ invoiceId, subscriptionId }: Sent, { standing, invoice }: Named): boolean {
  return standing ? subscriptionId === standing : invoiceId === invoice.id;
}

/** People may record a transfer that they see on its way, before their bank books it. */
const EARLY_MS = 3 * 86_400_000;

/**
 * Whether a line may tell of money that is recorded already: by another file, which has its own name for it, or by hand since the money came. What pays with one reference each time
 * would be taken for the next period.
 */
export function isSameMoney(sent: Sent, { amount, bookedOn }: Pick<StatementLine, "amount" | "bookedOn">): boolean {
  if (sent.amount !== amount) return false;
  if (sent.bookedOn) return sent.bookedOn.getTime() === bookedOn.getTime();
  return sent.settledAt !== null && sent.settledAt.getTime() >= bookedOn.getTime() - EARLY_MS;
}
