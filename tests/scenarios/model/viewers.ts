import fc from "fast-check";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { after, dayOf, MINUTE } from "./calendar.ts";
import { amountOf, type ChangeTime } from "./change.ts";
import { Command, card, currency, idOf, newCard, number, offer, pick, text } from "./command.ts";
import { buy, change, give, pauseLife, payBill, redeemGift, resumeLife } from "./deeds.ts";
import { isLive, type Life, openBill, pausesNext } from "./life.ts";
import { pause } from "./office.ts";
import type { Coupon } from "./price.ts";
import { ask } from "./product.ts";
import { EXTRAS, type Offer, PLANS } from "./shelf.ts";
import { choose, hear } from "./worker.ts";

const coupon: fc.Arbitrary<Coupon | null> = fc.option(
  fc.record({
    off: fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((part) => ({ ppm: BigInt(part) * 75_000n })),
      fc.integer({ min: 1, max: 1500 }).map((cents) => ({ cents: BigInt(cents) })),
    ),
    periods: fc.constantFrom(1, 2, 3, null),
  }),
  { freq: 2 },
);

const isMonthly = ({ kind, length, taxIncluded }: Offer) =>
  kind === "plan" && taxIncluded && length.unit === "months" && length.count === 1;

const extras = fc.oneof({ weight: 3, arbitrary: fc.constant<Offer[]>([]) }, { weight: 2, arbitrary: fc.subarray(EXTRAS.slice(0, 2)) });

export const buys = fc.tuple(fc.record({ offer, extras, currency, coupon }), card).map(
  ([{ extras, ...basket }, kind]) =>
    new Command(
      `buys ${basket.offer.name} in ${basket.currency} with ${extras.length} extras and a card that ${kind}${basket.coupon ? `, ${text(basket.coupon)} off` : ""}`,
      ({ lives }) => lives.length < 3,
      async (world, product) => {
        const paidWith = newCard(kind);
        const wanted = { ...basket, extras: isMonthly(basket.offer) ? extras : [] };
        const really = await product.buy(wanted, paidWith);
        return { expected: buy(world, wanted, paidWith), really };
      },
    ),
);

export const pays = fc.tuple(number, card, fc.integer({ min: 1, max: 2 })).map(
  ([which, kind, tabs]) =>
    new Command(
      `pays in ${tabs} tabs with a card that ${kind}`,
      ({ lives }) => lives.some(openBill),
      async (world, product) => {
        const life = pick(world.lives.filter(openBill), which);
        const paidWith = newCard(kind);
        const really = await product.pay(idOf(world, product, life), paidWith, tabs);
        return { expected: payBill(world, life, paidWith), really };
      },
    ),
);

const times = fc.constantFrom<(ChangeTime | undefined)[]>(undefined, undefined, "prorated", "anew", "renewal");

export const changes = fc
  .tuple(
    number,
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ plan: fc.constantFrom(...PLANS) }) },
      { weight: 2, arbitrary: fc.record({ add: fc.constantFrom(...EXTRAS) }) },
    ),
    times,
  )
  .map(([which, wanted, time]) => changing(which, () => wanted, time, Object.values(wanted)[0].name));

export const takesOff = fc
  .tuple(number, times)
  .map(([which, time]) =>
    changing(
      which,
      (life) => ({ remove: life.items.at(-1)!.offer.kind === "extra" ? life.items.at(-1)!.offer : EXTRAS[0] }),
      time,
      "an extra less",
    ),
  );

function changing(
  which: number,
  wanted: (life: Life) => { plan?: Offer; add?: Offer; remove?: Offer },
  time: ChangeTime | undefined,
  to: string,
): Command {
  return new Command(
    `changes ${which} to ${to}, ${time ?? "as the settings say"}`,
    ({ lives }) => lives.some(isLive),
    async (world, product) => {
      const life = pick(world.lives.filter(isLive), which);
      const asked = { ...wanted(life), time };
      const really = await product.change(idOf(world, product, life), asked, time !== undefined);
      const expected = change(world, life, asked, time !== undefined);
      world.now = after(world.now, MINUTE);
      stopClockAt(world.now);
      await ask();
      hear(world);
      return { expected: { ...expected, of: amountOf(life.items) }, really: { ...really, of: amountOf(life.items) } };
    },
  );
}

export const pauses = fc.tuple(number, fc.boolean(), fc.option(fc.integer({ min: 1, max: 110 }), { freq: 2 })).map(
  ([which, atEnd, days]) =>
    new Command(
      `pauses ${which} ${atEnd ? "with the end of the period" : "now"} for ${days ?? "any number of"} days`,
      ({ lives }) => lives.some(isLive),
      async (world, product) => {
        const life = pick(world.lives.filter(isLive), which);
        const until = days === null ? null : dayOf(world.now, life.zone).add({ days }).toString();
        const really = await pause(idOf(world, product, life), atEnd ? "period_end" : "now", until);
        return { expected: pauseLife(world, life, { atEnd, days }), really };
      },
    ),
);

export const resumes = number.map(
  (which) =>
    new Command(
      `resumes ${which}`,
      ({ lives }) => lives.some((life) => life.status === "PAUSED" || pausesNext(life)),
      async (world, product) => {
        const life = pick(
          world.lives.filter((each) => each.status === "PAUSED" || pausesNext(each)),
          which,
        );
        return { really: await product.resume(idOf(world, product, life)), expected: resumeLife(world, life) };
      },
    ),
);

export const chooses = number.map(
  (which) =>
    new Command(
      `chooses card ${which}`,
      ({ lives, cards }) => cards.length > 0 && lives.some(isLive),
      async (world, product) => {
        const chosen = pick(world.cards, which);
        await product.choose(chosen);
        choose(world, chosen);
        return undefined;
      },
    ),
);

export const gives = fc.tuple(currency, offer, card).map(
  ([currency, sold, kind]) =>
    new Command(
      `gives ${sold.name} in ${currency} with a card that ${kind}`,
      ({ gifts }) => gifts.length < 2,
      async (world, product) => {
        const paidWith = newCard(kind);
        return { really: await product.give(currency, sold, paidWith), expected: give(world, currency, sold, paidWith) };
      },
    ),
);

export const redeems = fc.constant(null).map(
  () =>
    new Command(
      "redeems the gift",
      ({ gifts, lives }) => gifts.length > 0 && lives.length < 4,
      async (world, product) => ({
        really: await product.redeemGift(),
        expected: redeemGift(world),
      }),
    ),
);
