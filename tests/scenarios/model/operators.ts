import fc from "fast-check";
import { dayOf } from "./calendar.ts";
import { always, Command, hasLives, number, pick } from "./command.ts";
import { refundPayment } from "./deeds.ts";
import { refund } from "./office.ts";
import type { Rate } from "./price.ts";
import { correct, tax } from "./shelves.ts";

export const RATES: Rate[] = [
  { from: "2007-01-01", ppm: 190_000n },
  { from: "2027-01-01", ppm: 210_000n },
];

export const refunds = fc
  .tuple(number, number, fc.integer({ min: 1, max: 100 }), fc.constantFrom<("card" | "balance")[]>("card", "card", "balance"))
  .map(
    ([which, payment, share, to]) =>
      new Command(`is refunded ${share} % of payment ${payment} of ${which} to the ${to}`, hasLives, async (world, product) => {
        const at = which % world.lives.length;
        const life = world.lives[at];
        const count = life.bills.flatMap(({ payments }) => payments).length;
        const amount = refundPayment(world, life, payment, share, to);
        if (amount === null) return undefined;
        const really = await refund(product.subscriptions[at], payment % count, amount, to === "card" ? "method" : "balance");
        return { expected: amount, really: really ? amount : false };
      }),
  );

/** An operator corrects price and coupons; whoever has bought keeps what was agreed. */
export const corrects = number.map(
  (which) =>
    new Command(`the price of ${which} is corrected`, hasLives, async (world) => {
      const { offer } = pick(world.lives, which);
      world.editions.set(offer, world.edition(offer) + 1);
      await correct(offer);
      return undefined;
    }),
);

/** The rates of tax are taken away, or all but one that holds from today; then they come back. */
export const taxes = fc.boolean().map(
  (none) =>
    new Command(`the rates of tax change${none ? " to none" : ""}`, always, async (world) => {
      const today: Rate = { from: dayOf(world.now, world.habits.zone).toString(), ppm: 230_000n };
      world.rates = world.rates === RATES ? (none ? [] : [today]) : RATES;
      await tax(world.rates);
      return undefined;
    }),
);
