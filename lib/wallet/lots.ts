import type { BalanceEntry } from "#lib/db/generated/client.ts";
import { least } from "#lib/kernel/money.ts";

type Entry = Pick<BalanceEntry, "id" | "amount" | "ofId" | "at">;

/** What came in with one entry, and what is left of it, in minor units. */
export type Lot = Pick<Entry, "id" | "at"> & { left: bigint };

/**
 * What is left of each entry of a balance in one currency, the oldest first. Whatever is paid takes of the oldest; what takes or gives back of a certain entry (`ofId`)
 * does so there, and of the oldest what that has not. Pure.
 */
export function lotsOf(entries: Entry[]): Lot[] {
  const lots: Lot[] = [];
  for (const { id, amount, ofId, at } of entries) {
    const own = lots.find((lot) => lot.id === ofId);
    if (amount > 0n && own) own.left += amount;
    else if (amount > 0n) lots.push({ id, at, left: amount });
    else take(own ? [own, ...lots] : lots, -amount);
  }
  return lots;
}

function take(lots: Lot[], amount: bigint): void {
  let missing = amount;
  for (const lot of lots) {
    const part = least(lot.left, missing);
    lot.left -= part;
    missing -= part;
  }
}
