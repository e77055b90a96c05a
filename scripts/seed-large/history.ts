import { Random } from "#prisma/seed/random.ts";
import { choose } from "./choose.ts";
import { drawViewer } from "./people.ts";
import { order } from "./purchase.ts";
import { renewOrEnd } from "./renew.ts";
import type { Story } from "./story.ts";
import { writeCustomer, writeVisit } from "./write-people.ts";
import { writeSubscription } from "./write-subscription.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** How many more visitors than viewers who sign up leave the shop as they came. */
const PASSING = 2;
/** When people come, by the hour in UTC: in the evening most of all. */
const HOURS = [3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6, 7, 9, 12, 15, 17, 16, 12, 8, 5].map((weight, hour) => [hour, weight] as const);

/** Tells three years: who comes, what they buy, and all that follows from it. */
export async function tellHistory(story: Story, viewers: number, each: (share: number) => Promise<void>): Promise<void> {
  story.does = {
    order: (viewer, offer, at) => order(story, viewer, offer, at),
    renew: (sub, at) => renewOrEnd(story, sub, at),
  };
  for (const [index, at] of arrivals(story, viewers).entries()) story.at(at, () => enter(story, index + 1, at));
  await story.tell(each);
  for (const sub of story.subs) writeSubscription(story, sub);
}

/** A third of all come in the first months; of the others there are more and more. */
function arrivals({ from, until }: Story, viewers: number): Float64Array {
  const random = new Random(2026);
  const days = Math.floor((until - from) / DAY_MS);
  const times = new Float64Array(viewers);
  for (let index = 0; index < viewers; index += 1) {
    const share = random.chance(0.5) ? Math.min(-Math.log(1 - random.next()) * 0.06, 0.99) : random.next() ** 0.8;
    const hour = random.weighted(HOURS);
    times[index] = from + Math.floor(share * days) * DAY_MS + hour * HOUR_MS + Math.floor(random.next() * HOUR_MS);
  }
  return times.filter((at) => at < until).sort();
}

/** A viewer signs up and, most of the time, orders. */
function enter(story: Story, number: number, at: number): void {
  const viewer = drawViewer(number, at);
  const { random } = viewer;
  writeCustomer(story, viewer);
  story.counted.customers += 1;
  for (let passing = 0; passing < PASSING; passing += 1) {
    const came = Math.max(Math.floor(at - random.next() * DAY_MS), story.from);
    const step = random.chance(0.55) ? (random.chance(0.1) ? "CHECKOUT" : "PLAN_VIEW") : "VISIT";
    writeVisit(story, { visitor: ++story.counted.visitors, at: came, step, country: viewer.region.country });
  }
  const offer = random.chance(0.96) ? choose(viewer, story.shop) : null;
  const when = at + random.between(1, 30) * MINUTE_MS;
  if (offer) story.at(when, () => order(story, viewer, offer, when));
}
