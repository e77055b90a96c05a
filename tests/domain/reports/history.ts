import { db } from "#lib/db/client.ts";
import type { Customer, Plan, Price, Prisma, Subscription } from "#lib/db/generated/client.ts";

const START = new Date("2025-01-01T00:00:00Z");

export async function addPlanWithPrice(name: string): Promise<{ plan: Plan; price: Price }> {
  const plan = await db.plan.create({ data: { slug: crypto.randomUUID(), name, status: "PUBLIC", createdAt: START, updatedAt: START } });
  const price = await db.price.create({ data: { planId: plan.id, interval: "MONTH", createdAt: START } });
  return { plan, price };
}

export function addCustomer(values: Partial<Prisma.CustomerCreateInput> = {}): Promise<Customer> {
  const key = crypto.randomUUID();
  const data = { email: `${key}@example.com`, name: "Ada", serviceUserId: key, servicePassword: "x", createdAt: START, updatedAt: START };
  return db.customer.create({ data: { ...data, ...values } });
}

export async function addSubscription(
  { plan, price }: { plan: Plan; price: Price },
  values: Partial<Prisma.SubscriptionUncheckedCreateInput> = {},
): Promise<Subscription> {
  const { id: customerId } = await addCustomer();
  const data = {
    customerId,
    payerId: customerId,
    planId: plan.id,
    priceId: price.id,
    currency: "EUR",
    amount: 1000n,
    interval: price.interval,
    status: "ACTIVE" as const,
    timeZone: "UTC",
  };
  return db.subscription.create({ data: { ...data, createdAt: START, ...values } });
}

type Movement = Partial<Prisma.TransactionUncheckedCreateInput> & { customerId: string };

/** A succeeded charge unless told otherwise; `at` is when it was begun and settled. Its timeline begins with how it stands. */
export function addTransaction(at: string, amount: bigint, values: Movement) {
  const when = new Date(at);
  const { status = "SUCCEEDED", returnedAt } = values;
  return db.transaction.create({
    data: {
      events: { create: { subject: "PAYMENT", type: status, source: "worker", at: when, detail: returnedAt ? "refund_returned" : null } },
      kind: "CHARGE",
      status: "SUCCEEDED",
      gateway: "stripe",
      currency: "EUR",
      amount,
      name: "Ada",
      email: "ada@example.com",
      address: {},
      country: "DE",
      createdAt: when,
      settledAt: when,
      ...values,
    },
  });
}

/** A page's parameters, as they stand in an address. */
export function params(href: string) {
  return Promise.resolve(Object.fromEntries(new URL(href, "http://localhost").searchParams));
}
