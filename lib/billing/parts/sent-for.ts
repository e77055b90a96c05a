import { db } from "#lib/db/client.ts";
import type { StatementLine, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { byHandIds } from "#lib/payments/registry.ts";

/** Money as it was recorded; `bookedOn`: of the statement's line that it was recorded by. */
type Recorded = Pick<Transaction, "amount" | "settledAt"> & { bookedOn: Date | null };

/** A payment that came by itself, such as a transfer, with what of it has not gone back, in minor units, and what has, the way it came (`given`). */
export type Sent = Recorded & Pick<Transaction, "id" | "number" | "invoiceId" | "subscriptionId"> & { left: bigint; given: Recorded[] };

/** What a text means: an invoice, or whatever a subscription's payer sends with its reference. */
type Named = { standing?: string; invoice: { id: string } };

/** What viewers sent for what is named, the newest first, also where nothing of it is left. */
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
      number: true,
      invoiceId: true,
      subscriptionId: true,
      amount: true,
      refunded: true,
      settledAt: true,
      ...BOOKED,
      refunds: { where: { gateway: { in: byHandIds() }, status: "SUCCEEDED" }, select: { amount: true, settledAt: true, ...BOOKED } },
    },
    orderBy: { number: "desc" },
  });
  return rows.map(({ refunded, refunds, ...row }) => ({ ...booked(row), left: row.amount - refunded, given: refunds.map(booked) }));
}

const BOOKED = { statementLine: { select: { bookedOn: true } } } as const;

function booked<Row extends { statementLine: { bookedOn: Date } | null }>({ statementLine, ...row }: Row) {
  return { ...row, bookedOn: statementLine?.bookedOn ?? null };
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
  if (sent.left === 0n || sent.amount !== amount) return false;
  if (sent.bookedOn) return sent.bookedOn.getTime() === bookedOn.getTime();
  return sent.settledAt !== null && sent.settledAt.getTime() >= bookedOn.getTime() - EARLY_MS;
}

/** A transfer that is written down when it is ordered is booked days later, where holidays are between. */
const LATE_MS = 14 * 86_400_000;

/** Whether a line of money that left may tell of what is written down already as given back: by hand, or by another file. */
export function isGivenAlready({ given }: Sent, { amount, bookedOn }: Pick<StatementLine, "amount" | "bookedOn">): boolean {
  return given.some((each) => {
    if (each.amount !== -amount) return false;
    if (each.bookedOn) return each.bookedOn.getTime() === bookedOn.getTime();
    return each.settledAt !== null && bookedOn.getTime() <= each.settledAt.getTime() + LATE_MS;
  });
}

/**
 * Another payment with the reference of this one (`charge`) of which as much was written down as given back a short while ago: two people may mean the same money, and each
 * another of a payer's payments.
 */
export async function givenBeside(tx: Tx, charge: Transaction, amount: bigint): Promise<Sent | null> {
  const { id, invoiceId, subscriptionId } = charge;
  const standing = subscriptionId && (await tx.subscription.findUnique({ where: { id: subscriptionId, transferId: { not: null } } }));
  if (!standing && !invoiceId) return null;
  const sent = await sentFor([standing ? { standing: standing.id, invoice: { id } } : { invoice: { id: invoiceId! } }], tx);
  const since = now().getTime() - LATE_MS;
  const isSame = (each: Recorded) => each.amount === amount && each.settledAt !== null && each.settledAt.getTime() >= since;
  return sent.find((each) => each.id !== id && each.given.some(isSame)) ?? null;
}
