import { amountOf, type ItemTerms } from "#lib/catalog/contract.ts";
import type { Prisma, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { insertRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";

/** The items that a subscription has now, in the order in which they were added: for `include`. */
export const STANDING = {
  where: { removedAt: null },
  orderBy: [{ addedAt: "asc" }, { id: "asc" }],
} satisfies Prisma.Subscription$itemsArgs;

/** Adds to a locked subscription. What it costs is billed from the next period on; what it grants holds at once. */
export async function addItem(tx: Tx, { id: subscriptionId }: Subscription, terms: ItemTerms): Promise<SubscriptionItem> {
  const item = await insertRow(tx, "SubscriptionItem", { ...terms, id: newId(), subscriptionId, addedAt: now() });
  await restateAmount(tx, subscriptionId);
  return item;
}

/** Takes an add-on off a locked subscription. @throws 409 `item_removed` where it has none such: the plan itself ends with the subscription. */
export async function removeItem(tx: Tx, { id: subscriptionId }: Subscription, itemId: string): Promise<void> {
  const { count } = await tx.subscriptionItem.updateMany({
    where: { id: itemId, subscriptionId, kind: "ADD_ON", removedAt: null },
    data: { removedAt: now() },
  });
  if (count === 0) throw conflict("item_removed");
  await restateAmount(tx, subscriptionId);
}

async function restateAmount(tx: Tx, subscriptionId: string): Promise<void> {
  const items = await tx.subscriptionItem.findMany({ where: { subscriptionId, removedAt: null } });
  await tx.subscription.update({ where: { id: subscriptionId }, data: { amount: amountOf(items) } });
}

export type Grants = Pick<SubscriptionItem, "packages" | "maxDevices" | "maxStreams" | "quality">;

const BETTER: Grants["quality"][] = ["SD", "HD", "FHD", "UHD"];

/** What items grant together, as they were sold: all packages, devices and streams added up, the best picture. */
export function grantsOf(items: (Grants & Pick<SubscriptionItem, "quantity">)[]): Grants {
  return {
    packages: [...new Set(items.flatMap(({ packages }) => packages))],
    maxDevices: items.reduce((sum, { maxDevices, quantity }) => sum + maxDevices * quantity, 0),
    maxStreams: items.reduce((sum, { maxStreams, quantity }) => sum + maxStreams * quantity, 0),
    quality: BETTER[Math.max(0, ...items.map(({ quality }) => BETTER.indexOf(quality)))],
  };
}
