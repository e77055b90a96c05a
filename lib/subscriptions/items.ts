import { amountOf, type ItemTerms } from "#lib/catalog/contract.ts";
import type { Prisma, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { changeRow, insertRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { eventRow } from "#lib/events/record.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Source } from "#lib/kernel/source.ts";
import { LIVE } from "./state.ts";

/** The items that a subscription has now, in the order in which they were added: for `include`. */
export const STANDING = {
  where: { removedAt: null },
  orderBy: [{ addedAt: "asc" }, { id: "asc" }],
} satisfies Prisma.Subscription$itemsArgs;

/** Adds to a locked subscription. What it costs is billed from the next period on; what it grants holds at once. @throws 409 `subscription_ended`. */
export async function addItem(tx: Tx, subscription: Subscription, terms: ItemTerms, source: Source): Promise<SubscriptionItem> {
  const { id: subscriptionId } = live(subscription);
  const item = await insertRow(tx, "SubscriptionItem", { ...terms, id: newId(), subscriptionId, addedAt: now() });
  await restate(tx, subscription, source);
  return item;
}

/** Takes an add-on off a locked subscription. @throws 409 `subscription_ended`, and `item_removed` where it has none such: the plan itself ends with it. */
export async function removeItem(tx: Tx, subscription: Subscription, itemId: string, source: Source): Promise<void> {
  const { id: subscriptionId } = live(subscription);
  const { count } = await tx.subscriptionItem.updateMany({
    where: { id: itemId, subscriptionId, kind: "ADD_ON", removedAt: null },
    data: { removedAt: now() },
  });
  if (count === 0) throw conflict("item_removed");
  await restate(tx, subscription, source);
}

function live(subscription: Subscription): Subscription {
  if (!LIVE.includes(subscription.status)) throw conflict("subscription_ended");
  return subscription;
}

/** What it costs, and what it grants, as its items are now. */
async function restate(tx: Tx, subscription: Subscription, source: Source): Promise<void> {
  const { id: subscriptionId } = subscription;
  const items = await tx.subscriptionItem.findMany({ where: { subscriptionId, removedAt: null } });
  const event = eventRow({ subject: "ACCESS", subscriptionId, type: "changed", source, data: grantsOf(items) });
  await changeRow(tx, "Subscription", subscription, { amount: amountOf(items) }, { DomainEvent: [event] });
}

export type Grants = Pick<SubscriptionItem, "packages" | "maxDevices" | "maxStreams" | "quality">;
export type Granting = Grants & Pick<SubscriptionItem, "quantity">;

const BETTER: Grants["quality"][] = ["SD", "HD", "FHD", "UHD"];

/** What items grant together, as they were sold: all packages, devices and streams added up, the best picture. */
export function grantsOf(items: Granting[]): Grants {
  return {
    packages: [...new Set(items.flatMap(({ packages }) => packages))],
    maxDevices: items.reduce((sum, { maxDevices, quantity }) => sum + maxDevices * quantity, 0),
    maxStreams: items.reduce((sum, { maxStreams, quantity }) => sum + maxStreams * quantity, 0),
    quality: BETTER[Math.max(0, ...items.map(({ quality }) => BETTER.indexOf(quality)))],
  };
}
