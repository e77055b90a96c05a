import { db } from "#lib/db/client.ts";
import { messagesAbout } from "./transaction-details.ts";

/** A subscription with its customer, plan, price, timeline and its latest invoices, payments and messages; null when there is none. */
export async function subscriptionDetails(id: string) {
  const subscription = await db.subscription.findUnique({
    where: { id },
    include: {
      customer: { select: { id: true, number: true, name: true, email: true, phone: true, country: true } },
      plan: { select: { id: true, name: true, startsAtFirstLogin: true } },
      price: { select: { interval: true, intervalCount: true, trialDays: true, taxIncluded: true } },
      paymentMethod: { select: { brand: true, last4: true, kind: true, gateway: true, expMonth: true, expYear: true, detachedAt: true } },
      events: { orderBy: [{ at: "desc" }, { id: "desc" }], take: 100 },
      invoices: {
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 12,
        select: {
          id: true,
          number: true,
          kind: true,
          status: true,
          total: true,
          currency: true,
          createdAt: true,
          nextAttemptAt: true,
          attempts: true,
        },
      },
      transactions: {
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 12,
        select: { id: true, number: true, kind: true, status: true, amount: true, currency: true, createdAt: true },
      },
    },
  });
  if (!subscription) return null;
  const { customerId, couponId } = subscription;
  const [messages, coupon] = await Promise.all([
    messagesAbout({ customerId, subscriptionId: id }, 8),
    couponId ? db.coupon.findUnique({ where: { id: couponId }, select: { code: true } }) : null,
  ]);
  return { ...subscription, coupon, messages };
}
export type SubscriptionDetails = NonNullable<Awaited<ReturnType<typeof subscriptionDetails>>>;
