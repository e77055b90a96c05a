import type { Card } from "./life.ts";
import type { Currency } from "./purse.ts";
import { least } from "./sums.ts";
import type { World } from "./world.ts";

/** What viewers may pay in, whatever the currency, and the most that may be on a balance. */
export const TOP_UPS = { amounts: [1000n, 2500n], most: 4500n };

/** On the gateway's page. Refused where the balance would be more than it may be. */
export function payIn(world: World, currency: Currency, amount: bigint, card: Card): boolean {
  const purse = world.purses[currency];
  if (purse.held + amount > TOP_UPS.most) return false;
  world.usePage(card, false);
  world.topUps.push({ currency, amount, refunded: 0n, came: purse.put(amount) });
  return true;
}

/** An operator gives a share of what is not spent of a top-up back, the way it came. */
export function payOut(world: World, which: number, share: number): bigint {
  const topUp = world.topUps[which];
  const amount = (least(topUp.amount - topUp.refunded, topUp.came.left) * BigInt(share)) / 100n;
  topUp.refunded += amount;
  topUp.came.left -= amount;
  return amount;
}
