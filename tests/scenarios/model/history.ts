import type { Random } from "#prisma/seed/random.ts";
import { after, DAY, dayOf, HOUR, type Length, MINUTE } from "./calendar.ts";
import { type Card, isLive, type Life, openBill } from "./life.ts";
import type { Contract, Rate } from "./price.ts";
import type { Product } from "./product.ts";
import type { World } from "./world.ts";

const CARDS = [
  ["good", 5],
  ["recovers", 2],
  ["declines", 2],
  ["lost", 2],
  ["fails late", 2],
] as const;

const LENGTHS: readonly (readonly [Length["unit"], number])[] = [
  ["days", 2],
  ["weeks", 3],
  ["months", 4],
  ["years", 1],
];

export const RATES: Rate[] = [
  { from: "2007-01-01", ppm: 190_000n },
  { from: "2027-01-01", ppm: 210_000n },
];

/** One history: what is done, to the product and to the model alike, and what each says of it afterwards. */
export type Teller = { random: Random; world: World; product: Product; zone: string; cards: Card[]; told: string[] };

/** Something happens, at a time that chance chooses: often a moment at which something falls due, or a little beside it. */
export async function tellStep(teller: Teller): Promise<void> {
  moveClock(teller);
  const { random, world } = teller;
  if (random.chance(0.75)) await work(teller);
  if (random.chance(0.45) && world.lives.length > 0) await act(teller);
  else if (world.lives.length < 2 && random.chance(0.5)) await buy(teller);
}

export async function buy(teller: Teller): Promise<void> {
  const { random, world, product } = teller;
  const contract = drawContract(teller);
  const card = drawCard(random);
  const bought = await both(
    teller,
    `buys ${describe(contract)} with a card that ${card.kind}`,
    () => world.buy(contract, card),
    () => product.buy(contract, card),
  );
  if (bought) teller.cards.push(card);
}

function moveClock(teller: Teller): void {
  const { random, world, product } = teller;
  world.now = random.weighted([
    [() => nextMoment(teller), 6],
    [() => after(world.now, random.between(1, 72) * HOUR), 4],
    [() => after(world.now, random.between(3, 50) * DAY), 2],
    [() => after(world.now, -30 * MINUTE), 1],
  ])();
  product.setClock(world.now);
}

/** When something falls due next, as the model has it, or a minute before, or some hours after. */
function nextMoment({ random, world }: Teller): Date {
  const moments = world.lives.flatMap((life) => [life.renews, life.grace, life.end, openBill(life)?.due ?? null]);
  const ahead = moments
    .filter((moment): moment is Date => moment !== null && moment > world.now)
    .sort((one, other) => Number(one) - Number(other));
  return after(ahead[0] ?? world.now, random.pick([0, 0, -MINUTE, MINUTE, 5 * HOUR, 20 * HOUR]));
}

async function work(teller: Teller): Promise<void> {
  const workers = teller.random.pick([1, 1, 2, 3]);
  tell(teller, `${workers} at work`);
  teller.world.work();
  await teller.product.work(workers);
}

async function act(teller: Teller): Promise<void> {
  const { random, world, product, cards } = teller;
  const life = random.pick(world.lives);
  const at = world.lives.indexOf(life);
  await random.weighted<() => Promise<unknown>>([
    [
      () =>
        both(
          teller,
          `leaves ${at}`,
          () => world.leave(life),
          () => product.leave(at),
        ),
      3,
    ],
    [
      () =>
        both(
          teller,
          `stays with ${at}`,
          () => world.stay(life),
          () => product.stay(at),
        ),
      life.leaves ? 4 : 1,
    ],
    [() => pay(teller, life, at), openBill(life) ? 6 : 0],
    [() => choose(teller, random.pick(cards)), world.lives.some(isLive) ? 2 : 0],
    [() => correct(teller, at), 2],
    [() => changeRates(teller), world.rates === RATES ? 1 : 5],
  ])();
}

async function pay(teller: Teller, life: Life, at: number): Promise<void> {
  const { random, world, product, cards } = teller;
  const card = drawCard(random);
  const tabs = random.between(1, 2);
  await both(
    teller,
    `pays ${at} in ${tabs} tabs with a card that ${card.kind}`,
    () => world.pay(life, card),
    () => product.pay(at, card, tabs),
  );
  if (life.card === card) cards.push(card);
}

async function choose(teller: Teller, card: Card): Promise<void> {
  tell(teller, `chooses a card that ${card.kind}`);
  teller.world.choose(card);
  await teller.product.choose(card);
}

/** An operator corrects price and coupon; whoever has bought keeps what was agreed. */
async function correct(teller: Teller, at: number): Promise<void> {
  tell(teller, `price and coupon of ${at} are corrected`);
  await teller.product.correct(at);
}

/** The rates of tax are taken away, or all but one that holds from today; then they come back. */
async function changeRates(teller: Teller): Promise<void> {
  const { random, world, product, zone } = teller;
  const today: Rate = { from: dayOf(world.now, zone).toString(), ppm: 230_000n };
  world.rates = world.rates === RATES ? random.pick([[], [today]]) : RATES;
  tell(teller, `the rates of tax are those from ${world.rates.map(({ from }) => from)}`);
  await product.tax(world.rates);
}

/** Both do it, or both refuse. */
async function both(teller: Teller, what: string, model: () => boolean, product: () => Promise<boolean>): Promise<boolean> {
  const [expected, done] = [model(), await product()];
  tell(teller, `${what}: ${expected ? "done" : "refused"}`);
  if (expected !== done) throw new Error(`The product ${done ? "did" : "refused"} it`);
  return done;
}

function drawCard(random: Random): Card {
  return { kind: random.weighted(CARDS), declined: 0 };
}

function drawContract({ random, zone }: Teller): Contract {
  const unit = random.weighted(LENGTHS);
  const oneTerm = random.chance(0.15);
  return {
    zone,
    length: { unit, count: unit === "days" ? random.between(1, 10) : random.between(1, 2) },
    amount: BigInt(random.between(1, 9999)),
    fee: random.chance(0.3) ? BigInt(random.between(1, 2000)) : 0n,
    taxIncluded: random.chance(0.6),
    trialDays: !oneTerm && random.chance(0.25) ? random.between(1, 20) : 0,
    oneTerm,
    coupon: random.chance(0.4) ? { ppm: BigInt(random.between(1, 9) * 75_000), periods: random.pick([1, 2, 3, null]) } : null,
  };
}

function describe({ length, amount, oneTerm, trialDays, coupon }: Contract): string {
  const parts = [
    `${length.count} ${length.unit} for ${amount}`,
    oneTerm && "once",
    trialDays && `a trial of ${trialDays} days`,
    coupon && `${coupon.ppm} ppm off ${coupon.periods ?? "all"} periods`,
  ];
  return parts.filter(Boolean).join(", ");
}

function tell({ told, world }: Teller, what: string): void {
  told.push(`${world.now.toISOString()} ${what}`);
}
