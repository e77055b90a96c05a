import fc from "fast-check";
import { expect } from "vitest";
import type { Card, Life } from "./life.ts";
import { pictureFrom, pictureOf } from "./pictures.ts";
import type { Product } from "./product.ts";
import { CURRENCIES } from "./purse.ts";
import { PASSES, PLANS } from "./shelf.ts";
import type { World } from "./world.ts";

/** What a command acts on: the model; the product, and what is told of it. */
export type Model = { world: World };
export type Real = { product: Product; told: string[] };

/** One thing that happens, to the model and to the product alike. `does` says what, and what came of it in each; they must agree. */
export class Command implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #when: (world: World) => boolean;
  readonly #does: (world: World, product: Product) => Promise<Came | undefined>;

  constructor(name: string, when: (world: World) => boolean, does: (world: World, product: Product) => Promise<Came | undefined>) {
    this.#name = name;
    this.#when = when;
    this.#does = does;
  }

  check({ world }: Model): boolean {
    return this.#when(world);
  }

  async run({ world }: Model, { product, told }: Real): Promise<void> {
    told.push(`${world.now.toISOString()} ${this.#name}`);
    try {
      const came = await this.#does(world, product);
      if (came) {
        told.push(`  ${text(came.expected)}`);
        expect(came.really).toEqual(came.expected);
      }
      expect(await pictureFrom(product)).toEqual(pictureOf(world));
    } catch (error) {
      throw new Error(`${told.join("\n")}\n${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }

  toString(): string {
    return this.#name;
  }
}

type Came = { expected: unknown; really: unknown };

export const text = (came: unknown) =>
  came === true
    ? "done"
    : came === false
      ? "refused"
      : JSON.stringify(came, (_, value) => (typeof value === "bigint" ? String(value) : value));

export const always = () => true;
export const hasLives = ({ lives }: World) => lives.length > 0;
export const pick = <T>(from: T[], which: number) => from[which % from.length];

export const currency = fc.oneof({ weight: 3, arbitrary: fc.constant("EUR" as const) }, fc.constantFrom(...CURRENCIES));
export const number = fc.nat({ max: 997 });
export const card = fc
  .oneof(
    { weight: 5, arbitrary: fc.constant("good" as const) },
    { weight: 6, arbitrary: fc.constantFrom("recovers" as const, "declines" as const, "lost" as const, "fails late" as const) },
    { weight: 2, arbitrary: fc.constant("silent" as const) },
  )
  .map((kind) => kind satisfies Card["kind"]);
export const newCard = (kind: Card["kind"]): Card => ({ kind, declined: 0 });
export const offer = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PLANS) }, { weight: 1, arbitrary: fc.constantFrom(...PASSES) });
export const idOf = ({ lives }: World, { subscriptions }: Product, life: Life) => subscriptions[lives.indexOf(life)];
