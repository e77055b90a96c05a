import fc from "fast-check";
import { Command, hasLives, idOf, number, pick } from "./command.ts";
import { endNow, leave, stay, withdraw } from "./leaving.ts";

export const leaves = fc.tuple(number, fc.boolean()).map(
  ([which, now]) =>
    new Command(`leaves ${which}${now ? " at once" : ""}`, hasLives, async (world, product) => {
      const life = pick(world.lives, which);
      return { really: await product.leave(idOf(world, product, life), now), expected: leave(life, world.now, now) };
    }),
);

export const stays = number.map(
  (which) =>
    new Command(
      `stays with ${which}`,
      ({ lives }) => lives.some((life) => life.leaves),
      async (world, product) => {
        const life = pick(
          world.lives.filter((life) => life.leaves),
          which,
        );
        return { really: await product.stay(idOf(world, product, life)), expected: stay(life, world.now) };
      },
    ),
);

export const endsNow = number.map(
  (which) =>
    new Command(`ends ${which} now`, hasLives, async (world, product) => {
      const life = pick(world.lives, which);
      return { really: await product.endNow(idOf(world, product, life)), expected: endNow(world, life) };
    }),
);

export const withdraws = number.map(
  (which) =>
    new Command(`withdraws from ${which}`, hasLives, async (world, product) => {
      const life = pick(world.lives, which);
      return { really: await product.withdraw(idOf(world, product, life)), expected: withdraw(world, life) };
    }),
);
