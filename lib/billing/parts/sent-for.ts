import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { byHandIds } from "#lib/payments/registry.ts";

/** A payment that came by itself, such as a transfer, with what of it has not gone back, in minor units. */
export type Sent = Pick<Transaction, "id" | "invoiceId" | "subscriptionId"> & { left: bigint };

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
    select: { id: true, invoiceId: true, subscriptionId: true, amount: true, refunded: true },
    orderBy: { number: "desc" },
  });
  return rows.map(({ amount, refunded, ...row }) => ({ ...row, left: amount - refunded })).filter(({ left }) => left > 0n);
}

export function isFor({ invoiceId, subscriptionId }: Sent, { standing, invoice }: Named): boolean {
  return standing ? subscriptionId === standing : invoiceId === invoice.id;
}
