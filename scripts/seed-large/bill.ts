import { creditLines } from "#lib/invoices/credit-note-amounts.ts";
import { type Id, TAG } from "./ids.ts";
import type { Bill, Credit, Story, Sub } from "./story.ts";

const DAY_MS = 86_400_000;
/** Days after the first failure, as the settings have it unless told otherwise. */
export const RETRIES = [2, 7, 14, 21];
const ANSWERS_MS = 2_500;

type Drawn = { at: number; order: Id | null; paidAt?: number | null };

/** An invoice, and all that is to become of it: how often it is charged, whether it is given back or disputed. What is later than the story has not happened. */
export function drawBill(story: Story, sub: Sub, { at, order, paidAt }: Drawn): Bill {
  const { viewer, offer, cycle } = sub;
  const { region, random, gateway } = viewer;
  const isTrial = cycle === -1;
  const first = isTrial ? "trial" : order ? "first" : "later";
  const coupon = isTrial || !hasCoupon(sub) ? null : sub.coupon;
  const priced = story.prices.priced(offer, region.currency, coupon, story.prices.rateOf(region.country, story.calendar.dayOf(at)), first);
  const n = ++story.counted.bills;
  const bill: Bill = {
    n,
    id: { tag: TAG.INVOICE, ms: at, n },
    sub,
    offer,
    item: sub.items[sub.items.length - 1].id,
    gateway,
    at,
    cycle,
    start: null,
    end: null,
    priced,
    order,
    issuedAt: order ? null : at,
    paidAt: paidAt ?? null,
    lostAt: null,
    attempts: 0,
    nextAttemptAt: null,
    credit: null,
    dispute: null,
    charge: null,
  };
  if (!order) drawCollection(story, bill);
  const paid = story.happened(bill.paidAt) && priced.total > 0;
  if (paid && random.chance(0.022)) bill.credit = drawCredit(story, bill);
  else if (paid && gateway.fee !== null && random.chance(0.0008)) drawDispute(bill);
  return bill;
}

function hasCoupon({ coupon, cycle }: Sub): boolean {
  if (!coupon) return false;
  if (coupon.duration === "FOREVER") return true;
  return cycle < (coupon.duration === "ONCE" ? 1 : coupon.cycles!);
}

/** A renewal: most are paid at once, some with a later try, and a few never. What is billed each week has no time for more than one. */
function drawCollection(story: Story, bill: Bill): void {
  const { sub, at } = bill;
  const { random } = sub.viewer;
  if (bill.priced.total === 0 || random.chance(0.962)) {
    bill.paidAt = at + ANSWERS_MS;
    return;
  }
  const weekly = sub.offer.interval === "WEEK";
  const retry = random.weighted([
    [0, 36],
    [1, weekly ? 0 : 24],
    [2, weekly ? 0 : 12],
    [3, weekly ? 0 : 6],
    [null, weekly ? 14 : 18],
  ] as const);
  const tries = [at, ...RETRIES.map((days) => at + days * DAY_MS)];
  if (retry === null) bill.lostAt = tries[tries.length - 1] + ANSWERS_MS;
  else bill.paidAt = tries[retry + 1] + ANSWERS_MS;
  const failures = retry === null ? tries : tries.slice(0, retry + 1);
  bill.attempts = failures.filter((instant) => story.happened(instant + ANSWERS_MS)).length;
  const isOver = story.happened(bill.paidAt) || story.happened(bill.lostAt);
  bill.nextAttemptAt = isOver ? null : (tries.find((instant) => !story.happened(instant + ANSWERS_MS)) ?? null);
}

function drawCredit(story: Story, { paidAt, priced, sub }: Bill): Credit | null {
  const { random } = sub.viewer;
  const at = paidAt! + Math.round((0.2 + 20 * random.next() ** 2) * DAY_MS);
  const amount = random.chance(0.6) ? priced.total : Math.floor(priced.total / 2);
  if (!story.happened(at + 60_000) || amount === 0) return null;
  const left = priced.lines.map(({ net, tax }) => ({ net: BigInt(net), tax: BigInt(tax) }));
  const lines = creditLines(left, BigInt(amount)).map(({ net, tax, total }) => ({
    net: Number(net),
    tax: Number(tax),
    total: Number(total),
  }));
  return { at, amount, tax: lines.reduce((sum, line) => sum + line.tax, 0), lines, deferred: 0 };
}

function drawDispute(bill: Bill): void {
  const { random } = bill.sub.viewer;
  const at = bill.paidAt! + random.between(3, 60) * DAY_MS;
  bill.dispute = { at, decidedAt: at + random.between(12, 40) * DAY_MS, won: random.chance(0.35) };
}
