import { pauseObstacle } from "#lib/billing/changing/pause-obstacle.ts";
import { type QuotedChange, quoteChange } from "#lib/billing/changing/quote-change.ts";
import { FOR_NEXT_AMOUNT, type NextAmounts, shownNextAmounts } from "#lib/billing/parts/next-amount.ts";
import { inStore } from "#lib/billing/parts/not-in-store.ts";
import { everyOf } from "#lib/catalog/contract.ts";
import { publicPlans } from "#lib/catalog/queries.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Subscription } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { CancelReason } from "#lib/settings/cancel-reasons.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { discountFor } from "#lib/subscriptions/give-discount.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

/** What a viewer is offered so that they stay, and what it would come to; `shown` is what a form sends back of a discount. */
export type Saving =
  | { kind: "discount"; amounts: NextAmounts; before: NextAmounts; shown: string }
  | { kind: "cheaper"; priceId: string; quoted: QuotedChange }
  | { kind: "pause"; maxDays: number };

type Viewer = Pick<Customer, "id" | "name" | "country">;

/** What the settings offer to who leaves for this reason, as it would be now; null where nothing, or nothing that this subscription may have. */
export async function savingFor(
  subscription: Subscription,
  reason: CancelReason,
  viewer: Viewer,
  settings: Settings,
): Promise<Saving | null> {
  const offer = settings.leaving.saveOffers.find((of) => of.reason === reason);
  const { status, cancelAtPeriodEnd, payerId, oneTerm, id } = subscription;
  if (!offer || status !== "ACTIVE" || cancelAtPeriodEnd || oneTerm || payerId !== viewer.id) return null;
  if ((await db.scheduledChange.count({ where: { subscriptionId: id } })) > 0) return null;
  // Who pays a store for the same is right to leave: they would pay twice.
  if (await inStore(db, subscription.customerId, [subscription.planId])) return null;
  if (offer.kind === "discount") return discountOf(subscription, offer.couponId, settings);
  if (offer.kind === "cheaper") return cheaperThan(subscription, viewer, settings);
  const obstacle = await pauseObstacle(db, subscription, "VIEWER", now(), settings);
  return obstacle ? null : { kind: "pause", maxDays: settings.pauses.maxDays };
}

async function discountOf({ id }: Subscription, couponId: string | null, settings: Settings): Promise<Saving | null> {
  const coupon = couponId ? await db.coupon.findUnique({ where: { id: couponId } }) : null;
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id }, include: FOR_NEXT_AMOUNT });
  const terms = coupon && discountFor(subscription, coupon, now());
  if (!terms) return null;
  const [amounts, before] = await Promise.all([
    shownNextAmounts({ ...subscription, ...terms }, settings),
    shownNextAmounts(subscription, settings),
  ]);
  if (!amounts || amounts === "unknown" || !before || before === "unknown" || amounts.next.minor >= before.next.minor) return null;
  return { kind: "discount", amounts, before, shown: writtenDiscount(amounts, terms) };
}

/** All that is agreed to with a discount, in a form that can be shown, sent back and compared: for how many payments it is, too. */
function writtenDiscount(
  { next, regular }: NextAmounts,
  { couponCode, couponCycles }: NonNullable<ReturnType<typeof discountFor>>,
): string {
  return [next.currency, next.minor, regular.minor, couponCode, couponCycles ?? "forever"].join(" ");
}

/** The dearest of the plans that cost less for as long. */
async function cheaperThan(subscription: Subscription, viewer: Viewer, settings: Settings): Promise<Saving | null> {
  if (!settings.changes.byViewers) return null;
  const { currency, amount, id } = subscription;
  const country = viewer.country ?? settings.company.country;
  const sold = (await publicPlans(currency)).filter((plan) => plan.kind === "REGULAR" && isSoldIn(plan, country));
  const cheaper = sold
    .flatMap(({ id: planId, prices }) => prices.map((price) => ({ planId, ...price })))
    .filter(({ every, amount: { minor } }) => isSameLength(every, everyOf(subscription)) && minor > 0n && minor < amount)
    .sort((a, b) => Number(b.amount.minor - a.amount.minor));
  const price = await firstNotInStore(subscription.customerId, cheaper);
  if (!price) return null;
  try {
    const quoted = await quoteChange(id, { priceId: price.id, currency }, { kind: "VIEWER", ...viewer });
    return quoted.price.due === 0n ? { kind: "cheaper", priceId: price.id, quoted } : null;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** A plan that a store sells the viewer could not be changed to. */
async function firstNotInStore<P extends { planId: string }>(customerId: string, prices: P[]): Promise<P | null> {
  for (const price of prices) if (!(await inStore(db, customerId, [price.planId]))) return price;
  return null;
}
