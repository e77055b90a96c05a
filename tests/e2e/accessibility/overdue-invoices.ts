import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { expect } from "#tests/support/browser.ts";
import { aPlan, buy } from "#tests/support/shop.ts";

const DAY_MS = 86_400_000;

/** Those of renewals that these cards, which were good a month and a day ago, do not pay, to us or to the server's worker: one a card. */
export async function overdueInvoices(viewer: Customer, cards: string[]): Promise<string[]> {
  const plans = await Promise.all(cards.map(() => aPlan()));
  stopClockAt(new Date(Date.now() - 32 * DAY_MS));
  const bought = [];
  for (const [index, card] of cards.entries()) bought.push(await buy(viewer, plans[index].price, { card }));
  runClock();
  await runRenewals();
  const id = { in: bought.map(({ subscriptionId }) => subscriptionId!) };
  const pastDue = () => db.subscription.count({ where: { id, status: "PAST_DUE" } });
  await expect.poll(pastDue, { timeout: 60_000 }).toBe(cards.length);
  const open = await db.invoice.findMany({ where: { subscriptionId: id, status: "OPEN" } });
  return bought.map(({ subscriptionId }) => open.find((invoice) => invoice.subscriptionId === subscriptionId)!.id);
}
