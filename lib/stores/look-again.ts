import pLimit from "p-limit";
import { db } from "#lib/db/client.ts";
import { Prisma, type StorePurchase } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { patient } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import { lookAtPurchase } from "./look-at-purchase.ts";
import { store, storeIds } from "./registry.ts";

const AT_ONCE = 4;
const LEASE_MS = 120_000;
const LONGEST_PAUSE = { minutes: 6 * 60 };

/** Asks the stores about purchases whose period is over, or of which nothing was heard for long: a notification may be lost. Returns how many were asked. */
export async function lookAtPurchases(limit = 50): Promise<number> {
  const able = storeIds();
  if (able.length === 0) return 0;
  const which = Prisma.sql`"store" IN (${Prisma.join(able)})`;
  const due = await takeDue("StorePurchase", { due: "askAt", which, limit, forMs: LEASE_MS, counted: "attempts" });
  await pLimit(AT_ONCE).map(due, look);
  return due.length;
}

async function look({ id, store: name, reference, attempts, askAt }: StorePurchase): Promise<void> {
  const asked = store(name);
  if (!asked) return;
  try {
    await lookAtPurchase(asked, reference, { source: "reconcile" });
  } catch (error) {
    log.warn({ err: error, store: name, purchase: id }, "a store gave no answer about a purchase");
    const later = new Date(now().getTime() + patient(attempts - 1, LONGEST_PAUSE));
    await db.storePurchase.updateMany({ where: { id, askAt }, data: { askAt: later } });
  }
}
