import { db } from "#lib/db/client.ts";
import type { Life } from "./life.ts";
import type { Product } from "./product.ts";
import type { World } from "./world.ts";

/** What the model says of the viewer's plans, bills and charges. */
export function pictureOf(world: World) {
  return { mayWatch: world.mayWatch(), plans: world.lives.map(ofLife) };
}

function ofLife({ status, leaves, index, start, end, renews, grace, ended, bills, charges, refunded }: Life) {
  const underWay = bills.filter((bill) => bill.underWay).length;
  return {
    status,
    leaves,
    index,
    start,
    end,
    renews,
    grace,
    ended,
    bills: bills.map(({ index, start, end, total, tax, status, due }) => ({ index, start, end, total, tax, status, due })),
    charges: { ...charges, underWay },
    refunded,
  };
}

/** The same, read from the product's rows. */
export async function pictureFrom(product: Product) {
  const subscriptions = await db.subscription.findMany({
    where: { customerId: product.viewer.id },
    orderBy: { number: "asc" },
    include: {
      invoices: { where: { kind: "INVOICE" }, orderBy: { cycle: "asc" } },
      transactions: { where: { kind: "CHARGE" } },
    },
  });
  const plans = subscriptions.map((row) => {
    const count = (...statuses: string[]) => row.transactions.filter(({ status }) => statuses.includes(status)).length;
    return {
      status: row.status,
      leaves: row.cancelAtPeriodEnd,
      index: row.cycle,
      start: row.currentPeriodStart,
      end: row.currentPeriodEnd,
      renews: row.renewsAt,
      grace: row.graceUntil,
      ended: row.endedAt,
      bills: row.invoices.map(({ cycle, periodStart, periodEnd, total, tax, status, nextAttemptAt }) => ({
        index: cycle,
        start: periodStart,
        end: periodEnd,
        total,
        tax,
        status,
        due: nextAttemptAt,
      })),
      charges: { SUCCEEDED: count("SUCCEEDED"), DECLINED: count("DECLINED"), underWay: count("PENDING", "UNKNOWN") },
      refunded: row.transactions.reduce((sum, { refunded }) => sum + refunded, 0n),
    };
  });
  return { mayWatch: await product.mayWatch(), plans };
}
