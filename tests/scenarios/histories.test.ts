import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer, changeSettings, liveIn } from "#tests/support/shop.ts";
import { endEarlierStories } from "#tests/support/story.ts";
import { after, HOUR } from "./model/calendar.ts";
import type { Real } from "./model/command.ts";
import { COMMANDS } from "./model/commands.ts";
import { expectSound } from "./model/invariants.ts";
import { RATES } from "./model/operators.ts";
import { Product } from "./model/product.ts";
import { CURRENCIES } from "./model/purse.ts";
import { HOME, stock, tax } from "./model/shelves.ts";
import { TOP_UPS } from "./model/topping-up.ts";
import { buys } from "./model/viewers.ts";
import { type Habits, World } from "./model/world.ts";

/**
 * Random histories, told to the product and to a model of the billing rules that shares no code with it (tests/scenarios/model/life.ts is the
 * place to read them). After each step both say the same.
 */
useDatabase();
beforeAll(stock);
afterAll(expectBooksAgree);

const HISTORIES = Number(process.env.HISTORIES ?? 500);
const SEED = Number(process.env.SEED ?? 0);
const AT_ONCE = 50;
const STEPS = 14;

const habits: fc.Arbitrary<Habits> = fc.record({
  zone: fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Pacific/Apia",
  ),
  policy: fc.constantFrom<Habits["policy"][]>("second", "day"),
  credit: fc.constantFrom<Habits["credit"][]>("next_invoice", "balance", "refund"),
  back: fc.constantFrom<Habits["back"][]>("card", "balance"),
  suspended: fc.constantFrom(0, 10, 45),
});
const start = fc.integer({ min: 0, max: 180 * 24 }).map((hours) => after(new Date("2026-09-01T00:00:00Z"), hours * HOUR));
const history = fc.tuple(buys, fc.commands(COMMANDS, { maxCommands: STEPS, size: "max" }));

test.each(Array.from({ length: Math.ceil(HISTORIES / AT_ONCE) }, (_, at) => at))(
  `${AT_ONCE} histories, %i`,
  async (seed) => {
    const told = fc.asyncProperty(habits, start, history, async (habits, start, [first, rest]) => {
      const { world, real } = await begin(habits, start);
      await first.run({ world }, real);
      await fc.asyncModelRun(() => ({ model: { world }, real }), rest);
      await expectSound(real);
    });
    await fc.assert(told, {
      seed: SEED + seed,
      numRuns: Math.min(AT_ONCE, HISTORIES),
      interruptAfterTimeLimit: 400_000,
      markInterruptAsFailure: true,
    });
    await expectBooksAgree();
  },
  480_000,
);

async function begin(habits: Habits, start: Date): Promise<{ world: World; real: Real }> {
  stopClockAt(start);
  await endEarlierStories();
  await liveIn(habits.zone);
  await changeSettings("changes", { proration: habits.policy, credit: habits.credit });
  await changeSettings("leaving", { atOnce: "refunded", refundTo: habits.back === "card" ? "method" : "balance" });
  const { amounts, most } = TOP_UPS;
  const topUps = { amounts: amounts.map(String), most: String(most) };
  await changeSettings("balance", { topUps: Object.fromEntries(CURRENCIES.map((currency) => [currency, topUps])) });
  await changeSettings("dunning", { suspendDays: habits.suspended });
  const product = new Product(await aViewer({ country: HOME }));
  await tax(RATES);
  return { world: new World(start, habits, RATES), real: { product, told: [] } };
}
