import { drawBill } from "./bill.ts";
import { collectFirst } from "./collect.ts";
import { jsonBytes } from "./encode.ts";
import { checkoutPage } from "./gateways.ts";
import { type Id, TAG } from "./ids.ts";
import { begin } from "./life.ts";
import { has, take, type Viewer } from "./people.ts";
import { type Coupon, CURRENCIES, type Offer } from "./shop.ts";
import type { Bill, Story, Sub } from "./story.ts";
import { tell, tellPayment } from "./write-event.ts";
import { writeInvoice } from "./write-invoice.ts";
import { DECLINES, LEFT, newTransaction, writeTransaction } from "./write-payment.ts";
import { writeVisit } from "./write-people.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** So long a payment page is open, and an order is kept. */
const PAGE_MS = 2 * HOUR_MS;
const KEPT_MS = 24 * HOUR_MS;

/** A viewer goes to the checkout. One in five leaves there; some are declined first, and pay with another card. */
export function order(story: Story, viewer: Viewer, offer: Offer, at: number): void {
  const { random } = viewer;
  const leaves = random.chance(0.2);
  const declined = random.chance(leaves ? 0.2 : 0.05);
  const coupon = drawCoupon(story, viewer, offer, at);
  const paidAt = leaves ? null : at + (declined ? 4 : 1) * random.between(20_000, 4 * MINUTE_MS);
  const sub = newSub(story, viewer, offer, leaves ? null : coupon, at);
  const visitor = ++story.counted.visitors;
  const visited = Math.max(at - random.between(1, 20) * MINUTE_MS, story.from);
  const step = story.happened(paidAt) ? "PAID" : "PAYMENT";
  writeVisit(story, { visitor, at: visited, step, country: viewer.region.country, planId: offer.planId, coupon: coupon?.code });
  const id: Id = { tag: TAG.ORDER, ms: at, n: ++story.counted.orders };
  const bill = drawBill(story, sub, { at, paidAt, order: id });
  const closedAt = paidAt ?? at + KEPT_MS;
  writeOrder(story, sub, bill, { visitor, visited, closedAt: story.happened(closedAt) ? closedAt : null });
  tell(story, sub, "started", "checkout", at);
  if (story.happened(paidAt)) {
    take(viewer, offer.plan);
    viewer.ordered = true;
    if (sub.coupon) redeem(story, sub, id, at);
    const first = declined ? decline(story, bill, at) : newTry(story, at);
    story.at(paidAt, () => {
      begin(story, sub, paidAt);
      collectFirst(story, bill, first, declined ? 2 : 1);
    });
    return;
  }
  writeInvoice(story, bill, story.happened(closedAt) ? closedAt : null);
  leave(story, bill, at, declined);
  if (story.happened(closedAt)) story.at(closedAt, () => abandon(story, sub, closedAt));
  if (random.chance(0.5)) returnLater(story, viewer, offer, at);
}

function drawCoupon({ shop, calendar }: Story, { usedCoupons, random }: Viewer, { oneTerm }: Offer, at: number): Coupon | null {
  const month = calendar.monthOf(at) % 12;
  const code = random.weighted([
    [null, 78],
    ["WELCOME20", 12],
    ["FRIENDS", 3],
    ["SUMMER", month >= 5 && month <= 7 ? 12 : 0],
    ["FIVER", 4],
  ] as const);
  const coupon = shop.coupons.find((coupon) => coupon.code === code);
  return !coupon || oneTerm || coupon.left <= 0 || ((usedCoupons >> coupon.index) & 1) === 1 ? null : coupon;
}

function redeem({ rows }: Story, { coupon, viewer }: Sub, order: Id, at: number): void {
  coupon!.left -= 1;
  viewer.usedCoupons |= 1 << coupon!.index;
  rows.CouponRedemption.begin().id(order).bytes(coupon!.id).id(viewer.id).int(1).text(coupon!.code).at(at);
}

function newSub(story: Story, viewer: Viewer, offer: Offer, coupon: Coupon | null, at: number): Sub {
  const number = story.subs.length + 1;
  const id = { tag: TAG.SUBSCRIPTION, ms: at, n: number };
  const none = { activatedAt: null, trialEndsAt: null, anchor: null, start: null, end: null, canceledAt: null, cancelReason: null };
  const never = { graceUntil: null, pausedAt: null, resumesAt: null, endedAt: null, method: null };
  // A trial is for who has paid for nothing before.
  const trial = offer.trialDays > 0 && !viewer.ordered;
  const item = { id: { ...id, tag: TAG.ITEM }, offer, addedAt: at, removedAt: null };
  const sub: Sub = {
    ...none,
    ...never,
    id,
    number,
    viewer,
    offer,
    coupon,
    status: "INCOMPLETE",
    createdAt: at,
    trial,
    cycle: trial ? -1 : 0,
    endsAtPeriodEnd: offer.oneTerm,
    items: [item],
  };
  story.subs.push(sub);
  return sub;
}

type Visit = { visitor: number; visited: number; closedAt: number | null };

function writeOrder(story: Story, sub: Sub, { order, priced, paidAt, gateway, at }: Bill, { visitor, visited, closedAt }: Visit): void {
  const { viewer, offer, coupon } = sub;
  const { region, random } = viewer;
  const status = story.happened(paidAt) ? "PAID" : closedAt ? "ABANDONED" : "OPEN";
  const quote = jsonBytes({ total: String(priced.total), tax: String(priced.tax), currency: CURRENCIES[region.currency] });
  const row = story.rows.Order.begin().id(order).int(order!.n).id(viewer.id).id(sub.id).bytes(offer.planId).bytes(offer.priceId);
  row.text(CURRENCIES[region.currency]).bytes(coupon?.id).text(status).json(quote).text(gateway.id).at(at);
  row
    .text(`203.0.113.${random.between(1, 254)}`)
    .text(region.country)
    .newId(TAG.VISITOR, visited, visitor)
    .at(at)
    .at(closedAt);
}

/** A page was opened, to be paid on. */
function newTry(story: Story, at: number): Id {
  const id = newTransaction(story, at);
  tellPayment(story, id, "PENDING", "checkout", at);
  return id;
}

/** The first card was declined. Returns the second try. */
function decline(story: Story, bill: Bill, at: number): Id {
  const failure = bill.sub.viewer.random.pick(DECLINES);
  const id = newTry(story, at);
  const { total: amount, tax } = bill.priced;
  const kind = amount > 0 ? "CHARGE" : "SETUP";
  writeTransaction(story, bill, id, {
    kind,
    status: "DECLINED",
    at,
    settledAt: at + 15_000,
    attempt: 1,
    amount,
    tax,
    onPage: true,
    failure,
  });
  tellPayment(story, id, "DECLINED", "return", at + 15_000, failure[1]);
  return newTry(story, at + 18_000);
}

/** Nobody pays: the page closes by itself, or is still open. */
function leave(story: Story, bill: Bill, at: number, declined: boolean): void {
  const { total: amount, tax } = bill.priced;
  const id = newTry(story, at);
  const failure = declined ? bill.sub.viewer.random.pick(DECLINES) : LEFT;
  const closes = at + (declined ? 20_000 : PAGE_MS);
  const settledAt = story.happened(closes) ? closes : null;
  const status = settledAt === null ? "NEEDS_ACTION" : declined ? "DECLINED" : "CANCELED";
  const open = settledAt === null && {
    reference: checkoutPage(bill.gateway, id, amount, CURRENCIES[bill.sub.viewer.region.currency], at + PAGE_MS),
  };
  const kind = amount > 0 ? "CHARGE" : "SETUP";
  const common = { kind, status, at, settledAt, attempt: 1, amount, tax, onPage: true } as const;
  writeTransaction(story, bill, id, {
    ...common,
    failure: settledAt === null ? null : failure,
    ...(open && { ...open, reconcileAt: at + PAGE_MS }),
  });
  if (settledAt !== null) tellPayment(story, id, status, declined ? "return" : "reconcile", settledAt, failure[1]);
}

function abandon(story: Story, sub: Sub, at: number): void {
  sub.status = "EXPIRED";
  sub.endedAt = at;
  tell(story, sub, "abandoned", "worker", at);
}

function returnLater(story: Story, viewer: Viewer, offer: Offer, at: number): void {
  const again = at + viewer.random.between(1, 72) * HOUR_MS;
  story.at(again, () => {
    if (!has(viewer, offer.plan)) order(story, viewer, offer, again);
  });
}
