import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";

/** Lets the worker ask the stores about these purchases at once. */
export async function askAbout(tx: Tx, where: Prisma.StorePurchaseWhereInput): Promise<void> {
  await tx.storePurchase.updateMany({ where: { ...where, status: { not: "REPLACED" } }, data: { askAt: now() } });
}
