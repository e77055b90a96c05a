import { db } from "#lib/db/client.ts";
import { TIMELINE } from "#lib/events/read.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { comingChange } from "#lib/subscriptions/coming-change.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { nextStep } from "#lib/subscriptions/next-step.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { waitingForRate } from "#lib/subscriptions/waiting-for-rate.ts";
import { messagesAbout } from "./transaction-details.ts";

/** A subscription with its customer, plan, timeline and its latest invoices, payments and messages, and whether its renewal waits for a rate of tax; null when there is none. */
export async function subscriptionDetails(id: string) {
  const subscription = await db.subscription.findUnique({
    where: { id },
    include: {
      customer: { select: { id: true, number: true, name: true, email: true, phone: true, country: true } },
      items: { ...STANDING, select: { id: true, kind: true, planId: true, name: true, quantity: true, amount: true } },
      scheduledChange: { select: { change: true, plan: { select: { name: true } } } },
      plan: { select: { id: true, name: true, startsAtFirstLogin: true } },
      paymentMethod: { select: { brand: true, last4: true, kind: true, gateway: true, expMonth: true, expYear: true, detachedAt: true } },
      events: { ...TIMELINE, orderBy: [{ at: "desc" }, { id: "desc" }], take: 100 },
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
        select: { id: true, number: true, kind: true, status: true, amount: true, refunded: true, currency: true, createdAt: true },
      },
    },
  });
  if (!subscription) return null;
  const messages = await messagesAbout({ customerId: subscription.customerId, subscriptionId: id }, 8);
  const waitsForRate = (await db.subscription.count({ where: { AND: [{ id }, await waitingForRate(db, await getSettings())] } })) > 0;
  return {
    ...subscription,
    live: LIVE.includes(subscription.status),
    coming: comingChange(subscription),
    next: nextStep({ ...subscription, invoices: [] }),
    messages,
    waitsForRate,
  };
}
export type SubscriptionDetails = NonNullable<Awaited<ReturnType<typeof subscriptionDetails>>>;
