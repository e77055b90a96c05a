import fc from "fast-check";
import { always, Command, card, currency, newCard, number, offer } from "./command.ts";
import { credit, redeemVoucher } from "./deeds.ts";
import { giveCreditTo, refundTopUp } from "./office.ts";
import { payIn, payOut, TOP_UPS } from "./topping-up.ts";

export const credits = fc
  .tuple(
    currency,
    fc.integer({ min: -900, max: 1500 }).filter((cents) => cents !== 0),
  )
  .map(
    ([currency, cents]) =>
      new Command(`an operator gives ${currency} ${cents} of credit`, always, async (world, product) => ({
        really: await giveCreditTo(product.viewer.id, currency, BigInt(cents)),
        expected: credit(world, currency, BigInt(cents)),
      })),
  );

export const vouchers = fc.tuple(currency, fc.integer({ min: 1, max: 4000 }), fc.option(offer, { freq: 2 })).map(
  ([currency, cents, sold]) =>
    new Command(
      `redeems a voucher of ${currency} ${cents} for ${sold?.name ?? "the balance"}`,
      ({ lives }) => lives.length < 4,
      async (world, product) => {
        const outcome = sold && !world.has(sold) ? "plan" : "balance";
        const really = await product.redeemVoucher(currency, BigInt(cents), sold, outcome);
        return { expected: redeemVoucher(world, currency, BigInt(cents), sold), really };
      },
    ),
);

export const paysIn = fc.tuple(currency, fc.constantFrom(...TOP_UPS.amounts), card).map(
  ([currency, amount, kind]) =>
    new Command(`pays ${currency} ${amount} in with a card that ${kind}`, always, async (world, product) => {
      const paidWith = newCard(kind);
      const really = await product.payIn(currency, amount, paidWith);
      return { expected: payIn(world, currency, amount, paidWith), really };
    }),
);

export const paysOut = fc.tuple(number, fc.integer({ min: 1, max: 100 })).map(
  ([chosen, share]) =>
    new Command(
      `is refunded ${share} % of top-up ${chosen}`,
      ({ topUps }) => topUps.length > 0,
      async (world, product) => {
        const which = chosen % world.topUps.length;
        const amount = payOut(world, which, share);
        return amount > 0n ? { expected: true, really: await refundTopUp(product.topUps[which], amount) } : undefined;
      },
    ),
);
