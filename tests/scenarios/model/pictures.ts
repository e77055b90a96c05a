import { db } from "#lib/db/client.ts";
import { type Life, taxOf } from "./life.ts";
import type { Product } from "./product.ts";
import { CURRENCIES } from "./purse.ts";
import { together } from "./sums.ts";
import type { World } from "./world.ts";

/** What the model says of the viewer's plans, bills, charges and balance. */
export function pictureOf(world: World) {
  return {
    mayWatch: world.mayWatch(),
    balances: CURRENCIES.map((currency) => world.purses[currency].held),
    plans: world.lives.map(ofLife),
  };
}

function ofLife(life: Life) {
  const { status, leaves, index, start, end, renews, grace, ended, bills, declined, pausedAt } = life;
  const payments = bills.flatMap((bill) => bill.payments);
  const sum = (of: typeof payments) => together(of.map(({ amount }) => amount));
  return {
    ...{ status, leaves, index, start, end, renews, grace, ended, declined, pausedAt },
    items: amounts(life.items),
    changes: life.scheduled !== null,
    waiting: together(life.waiting.map(({ net, tax }) => net + tax)),
    bills: sorted(
      bills.map((bill) => ({
        ...{ index: bill.index, start: bill.start, end: bill.end, total: bill.total, tax: taxOf(bill), toBalance: bill.toBalance },
        ...{ status: bill.status, due: bill.due, paid: sum(bill.payments) },
      })),
    ),
    paid: sum(payments),
    fromBalance: sum(payments.filter(({ by }) => by === "balance")),
    refunded: together(payments.map(({ refunded }) => refunded)),
    underWay: bills.filter((bill) => bill.underWay).length,
  };
}

/** The same, read from the product's rows. */
export async function pictureFrom(product: Product) {
  const customerId = product.viewer.id;
  const [found, held, mayWatch] = await Promise.all([
    rowsOf(customerId),
    db.balance.findMany({ where: { customerId } }),
    product.mayWatch(),
  ]);
  const balances = CURRENCIES.map((currency) => held.find((each) => each.currency === currency)?.amount ?? 0n);
  const plans = product.subscriptions.map((id) => ofSubscription(found.find((row) => row.id === id)!));
  return { mayWatch, balances, plans };
}

function rowsOf(customerId: string) {
  return db.subscription.findMany({
    where: { customerId, activatedAt: { not: null } },
    relationLoadStrategy: "join",
    include: {
      invoices: { where: { kind: "INVOICE", number: { not: null } } },
      transactions: { where: { kind: "CHARGE", amount: { gt: 0 } } },
      items: { where: { removedAt: null } },
      scheduledChange: { select: { id: true } },
      pendingLines: { where: { billedAt: null } },
    },
  });
}

function ofSubscription(row: Awaited<ReturnType<typeof rowsOf>>[number]) {
  const having = (...statuses: string[]) => row.transactions.filter(({ status }) => statuses.includes(status));
  const sum = (of: { amount: bigint }[]) => together(of.map(({ amount }) => amount));
  const succeeded = having("SUCCEEDED");
  return {
    ...{ status: row.status, leaves: row.cancelAtPeriodEnd, index: row.cycle, start: row.currentPeriodStart, end: row.currentPeriodEnd },
    ...{ renews: row.renewsAt, grace: row.graceUntil, ended: row.endedAt, declined: having("DECLINED").length, pausedAt: row.pausedAt },
    items: amounts(row.items),
    changes: row.scheduledChange !== null,
    waiting: together(row.pendingLines.map(({ line }) => BigInt((line as { total: string }).total))),
    bills: sorted(
      row.invoices.map(({ cycle, periodStart, periodEnd, total, tax, toBalance, status, nextAttemptAt, paid }) => ({
        ...{ index: cycle, start: periodStart, end: periodEnd, total, tax, toBalance },
        ...{ status, due: nextAttemptAt, paid },
      })),
    ),
    paid: sum(succeeded),
    fromBalance: sum(succeeded.filter(({ gateway }) => gateway === "balance")),
    refunded: together(row.transactions.map(({ refunded }) => refunded)),
    underWay: having("PENDING", "UNKNOWN").length,
  };
}

/** The clock of a history may go back a little, and what is added by it stands elsewhere then. */
const amounts = (items: { amount: bigint }[]) => items.map(({ amount }) => Number(amount)).toSorted((one, other) => one - other);

type Pictured = { start: Date | null; total: bigint; index: number | null };

/** By what they are for: the clock of a history may go back a little. */
function sorted<B extends Pictured>(bills: B[]): B[] {
  const key = ({ start, total, index }: B) => [start?.toISOString(), index, String(total).padStart(9, "0")].join();
  return bills.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
