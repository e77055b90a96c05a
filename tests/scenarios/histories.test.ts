import { afterAll, beforeEach, expect, test } from "vitest";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { Random } from "#prisma/seed/random.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer, liveIn } from "#tests/support/shop.ts";
import { endEarlierStories } from "#tests/support/story.ts";
import { after, DAY, HOUR } from "./model/calendar.ts";
import { buy, RATES, type Teller, tellStep } from "./model/history.ts";
import { pictureFrom, pictureOf } from "./model/pictures.ts";
import { Product } from "./model/product.ts";
import { World } from "./model/world.ts";

/**
 * Random histories, told to the product and to a model of the billing rules that shares no code with it (tests/scenarios/model/life.ts is the
 * place to read them). After each step both say the same.
 */
useDatabase();

const HISTORIES = Number(process.env.HISTORIES ?? 100);
const STEPS = 14;
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Pacific/Apia",
];

beforeEach(endEarlierStories);
afterAll(expectBooksAgree);

test.each(Array.from({ length: HISTORIES }, (_, seed) => seed))("history %i", async (seed) => {
  const teller = await begin(seed);
  await buy(teller);
  for (let step = 0; step < STEPS; step += 1) {
    await expectSame(teller);
    await tellStep(teller).catch((error: unknown) => {
      throw new Error(`${teller.told.join("\n")}\n${error}`, { cause: error });
    });
  }
  await expectSame(teller);
  if (seed % 20 === 19) await expectBooksAgree();
});

async function begin(seed: number): Promise<Teller> {
  const random = new Random(seed);
  const zone = random.pick(ZONES);
  const start = after(new Date("2026-09-01T00:00:00Z"), random.between(0, 180) * DAY + random.between(0, 23) * HOUR);
  stopClockAt(start);
  await liveIn(zone);
  const product = new Product(await aViewer({ country: "AT" })); // aPlan has a rate for Germany only
  await product.tax(RATES);
  return { random, zone, world: new World(start, RATES), product, cards: [], told: [] };
}

async function expectSame({ world, product, told }: Teller): Promise<void> {
  expect(await pictureFrom(product), told.join("\n")).toEqual(pictureOf(world));
}
