import pLimit from "p-limit";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { runClock } from "#lib/kernel/clock.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";
import type { Vendor } from "./vendor.ts";

const AT_ONCE = 8;
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Viewers who bought a weekly plan a week ago, without a fault on the way; it is due from now on, one `apartMs` after the other. */
export async function sellAWeekAgo(count: number, vendor: Vendor, apartMs: number): Promise<Customer[]> {
  runClock(-WEEK_MS);
  const { price } = await aPlan({ interval: "WEEK" });
  const sold = await pLimit(AT_ONCE).map(Array.from({ length: count }), () => sell(price, vendor));
  runClock();
  await letRenew(sold, apartMs);
  return sold;
}

async function sell(price: Price, vendor: Vendor): Promise<Customer> {
  const customer = await aViewer();
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", customerId: customer.id });
  const shown = writtenTerms(quote, customer.id);
  const { orderId } = await buyPlan({ customer, priceId: price.id, currency: "EUR", gateway: vendor.gateway, shown, consent: true });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await vendor.pay(gatewayReference!);
  const returned = await confirmReturn({ orderId });
  if (returned?.status !== "paid") throw new Error(`A purchase beforehand ended as ${returned?.status}.`);
  return customer;
}

async function letRenew(viewers: Customer[], apartMs: number): Promise<void> {
  const now = Date.now();
  for (const [index, { id }] of viewers.entries())
    await db.subscription.updateMany({ where: { customerId: id }, data: { renewsAt: new Date(now + index * apartMs) } });
}

/** Viewers who have bought nothing yet, and the price of a plan that they can buy from a vendor. */
export async function makeViewers(count: number, { saves }: Vendor): Promise<{ viewers: Customer[]; price: Price }> {
  const { price } = await aPlan(saves ? {} : { kind: "PASS" });
  return { viewers: await pLimit(AT_ONCE).map(Array.from({ length: count }), () => aViewer()), price };
}
