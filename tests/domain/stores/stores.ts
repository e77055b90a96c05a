import { afterAll } from "vitest";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Plan } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { lookAtPurchase } from "#lib/stores/look-at-purchase.ts";
import { mapProduct } from "#lib/stores/map-product.ts";
import { store } from "#lib/stores/registry.ts";
import { type Sold, startAppStore } from "#tests/support/app-stores/apple.ts";
import { startPlay } from "#tests/support/app-stores/google.ts";

/** Both stores, on the loopback, with the keys of this process. */
export async function useStores() {
  const [apple, play] = await Promise.all([startAppStore(), startPlay()]);
  Object.assign(process.env, apple.keys, play.keys);
  afterAll(() => {
    apple.close();
    play.close();
  });

  /** A viewer subscribes in the app, for a month, to what sells this plan. */
  async function paysInApp(viewer: Pick<Customer, "id">, { id: planId }: Pick<Plan, "id">): Promise<Sold> {
    const id = String(++bought);
    const mapped = await db.storeProduct.findFirst({ where: { planId, store: "apple" } });
    const product = mapped?.productId ?? (await sells(planId));
    const sold = apple.sell({ id, product, expires: new Date(now().getTime() + 30 * 86_400_000), account: viewer.id });
    await lookAtPurchase(store("apple")!, id, { source: "system" });
    return sold;
  }
  return { apple, play, paysInApp };
}

let bought = 5000;
export const PAID_THERE = { code: "paid_in_store", values: { store: "App Store" }, status: 409 };

export const OPERATOR = { kind: "OPERATOR", name: "Support" } as const;
export const APP = { kind: "SYSTEM", name: "App" } as const;

let products = 0;

/** A product of both stores, which sells a plan. */
export async function sells(planId: string): Promise<string> {
  products += 1;
  const productId = `tv.plan${products}`;
  for (const store of ["apple", "google"]) await mapProduct({ planId, store, productId }, OPERATOR);
  return productId;
}

/** What is known of a purchase, its history, and whether its viewer may watch. */
export async function known(reference: string) {
  const { events, ...purchase } = await db.storePurchase.findFirstOrThrow({
    where: { reference },
    include: { events: { orderBy: { position: "asc" } } },
  });
  const watches = purchase.customerId !== null && (await mayWatch(purchase.customerId, now()));
  return { ...purchase, watches, history: events.map(({ type }) => type) };
}
