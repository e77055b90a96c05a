import { db } from "#lib/db/client.ts";
import type { StatementLine, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import { byHandIds } from "#lib/payments/registry.ts";

/** Money as it was recorded; `bookedOn`: of the statement's line that it was recorded by. */
type Recorded = Pick<Transaction, "amount" | "settledAt"> & { bookedOn: Date | null };

/** A transaction that money which came by itself is written down as, with what of it has not gone back the way it came. */
type Part = Pick<Transaction, "id"> & { left: bigint };

/**
 * A payment that came by itself, such as a transfer, with what of it has not gone back the way it came, in minor units, whether the payer has it on their balance or not, and what
 * has (`given`). What is more than was due is written down as one of its own (`parts`): `whole` is all that came.
 */
export type Sent = Recorded &
  Pick<Transaction, "id" | "number" | "invoiceId" | "subscriptionId" | "customerId"> & {
    whole: bigint;
    left: bigint;
    given: Recorded[];
    parts: Part[];
  };

/** What a text means: an invoice, or whatever a subscription's payer sends with its reference. */
type Named = { standing?: string; invoice: { id: string }; customer?: { id: string } };

/** What viewers sent for what is named, and put on their balance alone, the newest first, also where nothing of it is left. */
export async function sentFor(named: Named[], client: Tx | typeof db = db): Promise<Sent[]> {
  if (named.length === 0) return [];
  const invoices = named.map(({ invoice }) => invoice.id);
  const subscriptions = named.flatMap(({ standing }) => standing ?? []);
  const customers = named.flatMap(({ customer }) => customer?.id ?? []);
  const rows = await client.transaction.findMany({
    where: {
      OR: [
        { invoiceId: { in: invoices } },
        { subscriptionId: { in: subscriptions } },
        { customerId: { in: customers }, invoiceId: null, subscriptionId: null },
      ],
      gateway: { in: byHandIds() },
      kind: "CHARGE",
      status: "SUCCEEDED",
    },
    select: {
      id: true,
      number: true,
      invoiceId: true,
      subscriptionId: true,
      customerId: true,
      gatewayReference: true,
      paymentReference: true,
      amount: true,
      refunded: true,
      settledAt: true,
      ...BOOKED,
      refunds: {
        where: { gateway: { in: [...byHandIds(), BALANCE] }, status: "SUCCEEDED", returnedAt: null },
        select: { gateway: true, gatewayReference: true, amount: true, settledAt: true, ...BOOKED },
      },
    },
    orderBy: { number: "desc" },
  });
  const rests = new Map(rows.map((row) => [row.gatewayReference, row]));
  return rows.flatMap((row) => (isRest(row) ? [] : [sentOf(row, rests.get(restOf(row.paymentReference ?? "")))]));
}

/** What is more than was due of what came by a line of a statement is known by this. */
export const restOf = (reference: string): string => `${reference}/rest`;
const isRest = ({ gatewayReference }: Pick<Transaction, "gatewayReference">) => gatewayReference?.endsWith(restOf("")) === true;

const BOOKED = { statementLine: { select: { bookedOn: true } } } as const;

type Refund = Pick<Transaction, "gateway" | "gatewayReference" | "amount" | "settledAt"> & { statementLine: { bookedOn: Date } | null };
type Row = Pick<Transaction, "id" | "number" | "invoiceId" | "subscriptionId" | "customerId" | "amount" | "refunded" | "settledAt"> &
  Pick<Refund, "statementLine"> & { refunds: Refund[] };

function sentOf(row: Row, rest?: Row): Sent {
  const { refunded: _, refunds, ...sent } = row;
  const parts = [row, ...(rest ? [rest] : [])].map((part) => ({ id: part.id, left: leftOf(part) }));
  const given = refunds.filter(({ gateway }) => gateway !== BALANCE);
  const more = rest?.refunds.filter(({ gateway }) => gateway !== BALANCE) ?? [];
  const alone = more.filter((refund) => !given.some((first) => isRestOf(refund, first)));
  return {
    ...booked(sent),
    whole: row.amount + (rest?.amount ?? 0n),
    left: parts.reduce((sum, { left }) => sum + left, 0n),
    given: [
      ...given.map((first) => ({ ...first, amount: first.amount + (more.find((each) => isRestOf(each, first))?.amount ?? 0n) })),
      ...alone,
    ].map(booked),
    parts,
  };
}

/** What the payer has on their balance in its place has not gone back the way it came. */
function leftOf({ amount, refunded, refunds }: Row): bigint {
  return refunds.reduce((left, refund) => (refund.gateway === BALANCE ? left + refund.amount : left), amount - refunded);
}

function isRestOf(refund: Refund, first: Refund): boolean {
  return first.gatewayReference !== null && refund.gatewayReference === restOf(first.gatewayReference);
}

function booked<Money extends Pick<Row, "statementLine">>({ statementLine, ...money }: Money) {
  return { ...money, bookedOn: statementLine?.bookedOn ?? null };
}

export function isFor({ invoiceId, subscriptionId, customerId }: Sent, { standing, invoice, customer }: Named): boolean {
  if (invoiceId === null && subscriptionId === null) return customerId === customer?.id;
  return standing ? subscriptionId === standing : invoiceId === invoice.id;
}

/** People may record a transfer that they see on its way, before their bank books it. */
const EARLY_MS = 3 * 86_400_000;

/**
 * Whether a line may tell of money that is recorded already: by another file, which has its own name for it, or by hand since the money came. What pays with one reference each time
 * would be taken for the next period.
 */
export function isSameMoney(sent: Sent, { amount, bookedOn }: Pick<StatementLine, "amount" | "bookedOn">): boolean {
  if (sent.left === 0n || (sent.amount !== amount && sent.whole !== amount)) return false;
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
