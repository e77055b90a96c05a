import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";

const DAY_MS = 86_400_000;

/** Something that a viewer pays for in a store, and here, too. Its product and reference are as long as told. */
export async function aStorePurchase(customerId: string, planId: string, long: string) {
  const [known, at] = [{ store: "google", productId: long }, now()];
  await db.storeProduct.create({ data: { ...known, planId, createdAt: at } });
  const paid = { price: 999n, currency: "EUR", status: "ACTIVE", renews: true, expiresAt: new Date(at.getTime() + DAY_MS) } as const;
  const events = { create: { type: "active", source: "webhook", detail: at.toISOString(), at } };
  return db.storePurchase.create({ data: { ...known, ...paid, reference: long, customerId, askedAt: at, createdAt: at, events } });
}
