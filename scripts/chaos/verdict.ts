import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { UNDER_WAY } from "#lib/payments/state.ts";
import { checkBooks } from "#lib/reports/books.ts";
import type { Taken, Vendor } from "./vendor.ts";

/** What must be empty when all is said; each line names a row. */
export type Verdict = {
  lost: string[];
  doubled: string[];
  unknown: string[];
  unfinished: string[];
  books: string[];
  /** Requests that the vendor's description does not know. */
  undescribed: string[];
};

/** Somebody who is to have a plan, and how many payments it takes to have it now: the purchase, the renewal. */
export type Buyer = { id: string; payments: number };

/** Holds what the vendor has taken, from whom, and given back, against what is written down here. */
export async function judge(vendor: Vendor, buyers: Buyer[]): Promise<Verdict> {
  const charges = await db.transaction.findMany({ where: { kind: "CHARGE" } });
  const taken = vendor.taken();
  const { doubled, unfinished } = await heldAgainst(buyers, charges, taken);
  return {
    lost: lost(charges, taken),
    doubled: [...paidTwice(charges, taken), ...doubled],
    unknown: await unknown(),
    unfinished,
    books: (await checkBooks()).flatMap(({ name, wrong }) => wrong.map(({ what, detail }) => `${name}: ${what} ${detail}`)),
    undescribed: [...new Set(vendor.faults())],
  };
}

/** Money that only one of the two books knows. What was given back whole need not be known here: it may have come of a page that was paid too late. */
function lost(charges: Transaction[], taken: Taken[]): string[] {
  const here = new Map(charges.map((charge) => [charge.id, charge]));
  const there = new Map(taken.map((payment) => [payment.reference, payment]));
  return [
    ...taken.flatMap(({ reference, transactionId, amount, refunded }) => {
      const charge = here.get(transactionId);
      const isKnown = charge?.status === "SUCCEEDED" && charge.paymentReference === reference && charge.amount === amount;
      if (isKnown ? charge.refunded === refunded : refunded === amount) return [];
      const said = charge ? `${charge.number} of ${charge.amount} is ${charge.status}, ${charge.refunded} given back` : "is nothing";
      return [`${reference} took ${amount} and gave back ${refunded}; here ${said}`];
    }),
    ...charges.flatMap(({ number, status, paymentReference }) => {
      if (status !== "SUCCEEDED" || there.has(paymentReference ?? "")) return [];
      return [`${number} is paid here, not at the vendor`];
    }),
  ];
}

/** Invoices for which the vendor has taken more than one payment, and kept it. */
function paidTwice(charges: Transaction[], taken: Taken[]): string[] {
  const invoiceOf = new Map(charges.map(({ id, invoiceId }) => [id, invoiceId]));
  const payments = Map.groupBy(taken.filter(isKept), ({ transactionId }) => invoiceOf.get(transactionId));
  return [...payments].flatMap(([invoice, all]) =>
    invoice && all.length > 1 ? [`invoice ${invoice} was paid by ${all.map(({ reference }) => reference).join(" and ")}`] : [],
  );
}

/** What waits for an answer, or was not looked at. */
async function unknown(): Promise<string[]> {
  const open = await db.transaction.findMany({ where: { status: { in: UNDER_WAY } } });
  const events = await db.inboundEvent.findMany({ where: { handledAt: null } });
  return [
    ...open.map(({ number, kind, status, failureReason }) => `${kind} ${number} is ${status}: ${failureReason}`),
    ...events.map(({ type, externalId, error }) => `${type} ${externalId} is not handled: ${error}`),
  ];
}

/**
 * Buyers who have not exactly one plan that runs, with as many paid invoices, charges here and payments at the vendor as it takes: `doubled` with more,
 * `unfinished` with less. Who was charged and has bought nothing has more, too.
 */
async function heldAgainst(buyers: Buyer[], charges: Transaction[], taken: Taken[]): Promise<Pick<Verdict, "doubled" | "unfinished">> {
  const running = await db.subscription.findMany({ where: { status: "ACTIVE", currentPeriodEnd: { gt: new Date() } } });
  const paid = await db.invoice.findMany({ where: { kind: "INVOICE", status: "PAID" } });
  const settled = charges.filter(({ status, amount, refunded }) => status === "SUCCEEDED" && refunded < amount);
  const payerOf = new Map(charges.map(({ id, customerId }) => [id, customerId]));
  const payers = taken
    .filter(isKept)
    .map(({ customerId, transactionId }) => ({ customerId: customerId ?? payerOf.get(transactionId) ?? "nobody" }));
  const [plans, ...payments] = [running, paid, settled, payers].map(count);
  const everybody = new Map([...payers.map(({ customerId }): [string, number] => [customerId, 0]), ...buyers.map(right)]);
  const differing = [...everybody].map(([id, times]) => {
    const has = plans.get(id) ?? 0;
    const counts = payments.map((rows) => rows.get(id) ?? 0);
    const said = `${id} has ${has} plans, ${counts[0]} paid invoices, ${counts[1]} charges here, ${counts[2]} at the vendor; ${times} are right`;
    return { said, more: has > 1 || counts.some((value) => value > times), less: has < 1 || counts.some((value) => value < times) };
  });
  return {
    doubled: differing.filter(({ more }) => more).map(({ said }) => said),
    unfinished: differing.filter(({ less }) => less).map(({ said }) => said),
  };
}

function isKept({ amount, refunded }: Taken): boolean {
  return refunded < amount;
}

function right({ id, payments }: Buyer): [string, number] {
  return [id, payments];
}

function count(rows: { customerId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { customerId } of rows) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
  return counts;
}
