import { drawBill } from "./bill.ts";
import { collect } from "./collect.ts";
import { TAG } from "./ids.ts";
import { end, endOf } from "./life.ts";
import { drop, has, take } from "./people.ts";
import type { Offer } from "./shop.ts";
import type { Story, Sub } from "./story.ts";
import { tell, tellGranted, tellRenewed } from "./write-event.ts";

/** A period is over: the next one is billed, or there is none. */
export function renewOrEnd(story: Story, sub: Sub, at: number): void {
  if (sub.endsAtPeriodEnd) {
    end(story, sub, at);
    return;
  }
  if (sub.viewer.random.chance(0.005)) change(story, sub, at);
  sub.cycle += 1;
  sub.start = sub.end;
  sub.end = endOf(story, sub, sub.cycle);
  sub.status = "ACTIVE";
  tellRenewed(story, sub, at);
  const bill = drawBill(story, sub, { at, order: null });
  [bill.start, bill.end] = [sub.start, sub.end];
  collect(story, bill);
}

/** Another plan of the same length takes its place with the next period, as was agreed before: a larger one more often than a smaller one. */
function change(story: Story, sub: Sub, at: number): void {
  const { viewer, offer } = sub;
  const { currency } = viewer.region;
  const same = (other: Offer) => other.interval === offer.interval && other.count === offer.count && !has(viewer, other.plan);
  const larger = viewer.random.chance(0.65);
  const other = story.shop.offers.filter(same).find((other) => other.amounts[currency] > offer.amounts[currency] === larger);
  if (!other) return;
  drop(viewer, offer.plan);
  take(viewer, other.plan);
  sub.items[sub.items.length - 1].removedAt = at;
  sub.items.push({ id: { tag: TAG.ITEM, ms: at, n: sub.number }, offer: other, addedAt: at, removedAt: null });
  sub.offer = other;
  sub.coupon = null;
  tell(story, sub, "plan_changed", "renewal", at, { from: offer.planText, to: other.planText });
  tellGranted(story, sub, "changed", "renewal", at);
}
