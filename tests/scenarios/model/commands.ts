import fc from "fast-check";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { after, DAY, HOUR, MINUTE } from "./calendar.ts";
import { always, Command, type Model, type Real } from "./command.ts";
import { endsNow, leaves, stays, withdraws } from "./leavers.ts";
import { openBill } from "./life.ts";
import { whileSilent } from "./office.ts";
import { corrects, refunds, taxes } from "./operators.ts";
import { CURRENCIES } from "./purse.ts";
import { buys, changes, chooses, gives, pauses, pays, redeems, resumes, takesOff } from "./viewers.ts";
import { credits, paysIn, paysOut, vouchers } from "./wallets.ts";
import { work } from "./worker.ts";
import type { World } from "./world.ts";

/** When something falls due next, as the model has it, or a minute before, or some hours after. */
function nextMoment({ lives, now }: World, beside: number): Date {
  const moments = lives.flatMap((life) => {
    const { renews, grace, waits, ended, end } = life;
    return [renews, grace, grace && after(grace, waits), ended ? null : end, openBill(life)?.due ?? null];
  });
  const ahead = moments
    .filter((moment): moment is Date => moment !== null && moment > now)
    .sort((one, other) => Number(one) - Number(other));
  return after(ahead[0] ?? now, beside);
}

const moved = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(0, 0, -MINUTE, MINUTE, 5 * HOUR, 20 * HOUR).map((beside) => (world: World) => nextMoment(world, beside)),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 72 }).map(
      (hours) =>
        ({ now }: World) =>
          after(now, hours * HOUR),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 3, max: 50 }).map(
      (days) =>
        ({ now }: World) =>
          after(now, days * DAY),
    ),
  },
  { weight: 1, arbitrary: fc.constant(({ now }: World) => after(now, -30 * MINUTE)) },
);

const timePasses = fc.tuple(moved, fc.constantFrom(0, 1, 1, 2, 3)).map(
  ([move, workers]) =>
    new Command(`time passes, ${workers} at work`, always, async (world, product) => {
      world.now = move(world);
      stopClockAt(world.now);
      if (workers === 0) return undefined;
      // Of two that are due at once the first that is taken has the balance.
      const alone =
        CURRENCIES.some((currency) => world.purses[currency].held > 0n) || world.lives.some(({ waiting }) => waiting.length > 0);
      work(world);
      await product.work(alone ? 1 : workers);
      return { expected: world.now.toISOString(), really: world.now.toISOString() };
    }),
);

/** While it lasts nothing is known of what is charged; a while later all of it is. */
const outage = moved.map(
  (move) =>
    new Command("time passes, and nobody hears the gateway for a while", always, async (world, product) => {
      world.now = move(world);
      stopClockAt(world.now);
      world.silent = true;
      work(world);
      await whileSilent(() => product.work(1));
      world.silent = false;
      world.now = after(world.now, 10 * MINUTE);
      stopClockAt(world.now);
      work(world);
      await product.work(1);
      return undefined;
    }),
);

const often = <T>(times: number, arbitrary: T): T[] => Array.from({ length: times }, () => arbitrary);

/** What may happen, as often as it stands here. */
export const COMMANDS: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] = [
  ...often(8, timePasses),
  outage,
  ...often(3, buys),
  ...often(3, pays),
  ...often(4, changes),
  takesOff,
  ...often(2, leaves),
  ...often(2, endsNow),
  withdraws,
  ...often(2, stays),
  chooses,
  ...often(2, pauses),
  resumes,
  ...often(2, refunds),
  credits,
  ...often(2, paysIn),
  paysOut,
  vouchers,
  gives,
  redeems,
  corrects,
  taxes,
];
