import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, type DomainError } from "#lib/kernel/errors.ts";
import { storeThatSells } from "#lib/stores/queries.ts";
import { storeLabel } from "#lib/stores/registry.ts";

/** Refuses what would begin these plans, or go on with them, while their viewer pays a store for them. @throws 409 `paid_in_store` */
export async function requireNotInStore(tx: Tx, customerId: string, planIds: string[]): Promise<void> {
  const refusal = await inStore(tx, customerId, planIds);
  if (refusal) throw refusal;
}

/** The same as what says so; null where no store sells them to the viewer. */
export async function inStore(tx: Tx, customerId: string, planIds: string[]): Promise<DomainError | null> {
  const store = await storeThatSells(tx, customerId, planIds, now());
  return store ? conflict("paid_in_store", { store: storeLabel(store) }) : null;
}

type Standing = { items: { planId: string }[] };
type Agreed = { items: { terms: { planId: string } }[] };

/** The plans that a change begins: what a subscription has goes on. */
export function begunBy({ items }: Agreed, before: Standing): string[] {
  const standing = before.items.map(({ planId }) => planId);
  return items.map(({ terms }) => terms.planId).filter((id) => !standing.includes(id));
}
