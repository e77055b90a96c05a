/**
 * What there is of something: so much in all, the last of it for networks that have little, so that nobody takes it all. `few` is as much as a network
 * may have of those last.
 */
export type Supply = { most: number; keptForFew: number; few: number };

export interface Shares {
  /** Gives a network so much more; false, and nothing is given, when there is not so much for it. */
  take(network: string, amount: number): boolean;
  giveBack(network: string, amount: number): void;
  /** How much is taken by all. */
  taken(): number;
}

export function makeShares({ most, keptForFew, few }: Supply): Shares {
  const byNetwork = new Map<string, number>();
  let all = 0;

  function change(network: string, amount: number): void {
    all += amount;
    const left = (byNetwork.get(network) ?? 0) + amount;
    if (left > 0) byNetwork.set(network, left);
    else byNetwork.delete(network);
  }

  return {
    take(network, amount) {
      const hasFew = (byNetwork.get(network) ?? 0) + amount <= few;
      if (all + amount > (hasFew ? most : most - keptForFew)) return false;
      change(network, amount);
      return true;
    },
    giveBack: (network, amount) => change(network, -amount),
    taken: () => all,
  };
}
