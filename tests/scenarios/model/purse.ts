import { least, together } from "./sums.ts";

export const CURRENCIES = ["EUR", "USD", "JPY"] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Something that came in, and what is left of it. */
export type Came = { left: bigint };

/** What a viewer has with us in one currency. Whatever is paid takes of what came in first. */
export class Purse {
  readonly #came: Came[] = [];

  get held(): bigint {
    return together(this.#came.map(({ left }) => left));
  }

  put(amount: bigint): Came {
    const came = { left: amount };
    this.#came.push(came);
    return came;
  }

  /** Takes what there is, at most so much; returns it. */
  take(amount: bigint): bigint {
    const taken = least(this.held, amount);
    let missing = taken;
    for (const came of this.#came) {
      const part = least(came.left, missing);
      came.left -= part;
      missing -= part;
    }
    return taken;
  }
}
