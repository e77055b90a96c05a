import { has, type Viewer } from "./people.ts";
import type { Offer } from "./shop.ts";
import type { Story } from "./story.ts";

/** By plan, in the order of the catalogue: start, family, sport, cinema, pass, week. */
const PLANS = [
  [0, 29],
  [1, 32],
  [2, 13],
  [3, 8],
  [5, 24],
] as const;

/** What a viewer would buy: by the month most of the time. Null: they have it all. */
export function choose(viewer: Viewer, { offers }: Story["shop"]): Offer | null {
  const { random, gateway } = viewer;
  const plan = random.weighted(PLANS);
  const sold = offers.filter((offer) => offer.plan === plan);
  const longer = random.chance(gateway.saves ? 0.08 : 1);
  return has(viewer, plan) ? null : sold[longer ? sold.length - 1 : 0];
}
