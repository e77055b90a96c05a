import { expect } from "vitest";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { type PauseTime, pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { resumePlan } from "#lib/billing/changing/resume-plan.ts";
import type { Wanted } from "#lib/billing/changing/target.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import type { CancelNowInput } from "#lib/billing/leaving/cancel-now.ts";
import type { Verdict } from "#lib/billing/parts/meant-by.ts";
import { FOR_NEXT_AMOUNT, shownNextAmounts } from "#lib/billing/parts/next-amount.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { parseMoney, toDecimal } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import { expectBooksAgree } from "./books.ts";
import { type Chapter, pictureOf } from "./picture.ts";
import { SHELF } from "./shelf.ts";
import { aCoupon, aPlan, aViewer, buy, CARDS, changeSettings, endNow, liveIn, takeUpWith } from "./shop.ts";
import { endEarlierStories } from "./story.ts";
import { arrives, orderByTransfer, recordsLine, referenceOf, takeTransfers } from "./transfers.ts";

/** Tells a story of one viewer, step by step; awaiting it tells it, and ends with the books agreeing. */
export function story(zone = "UTC"): Story {
  return new Story(zone);
}

class Story implements PromiseLike<undefined> {
  readonly #zone: string;
  readonly #steps: (() => Promise<unknown>)[] = [];
  #viewer!: Customer;
  #subscriptionId!: string;
  readonly #prices = new Map<string, Price>();

  constructor(zone: string) {
    this.#zone = zone;
    this.#then(async () => {
      await endEarlierStories();
      await liveIn(zone);
    });
  }

  /** The clock stands at noon of that day where the story lives, or at that local time. */
  at(moment: string): this {
    return this.#then(async () => stopClockAt(this.#instant(moment)));
  }

  /** The worker does what is due. */
  runs(): this {
    return this.#then(runSchedule);
  }

  /** The same on each day up to and with `last`. */
  runsDaily(first: string, last: string): this {
    return this.#then(async () => {
      for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
        stopClockAt(this.#instant(String(day)));
        await runSchedule();
      }
    });
  }

  set<Section extends "changes" | "dunning" | "leaving" | "pauses" | "reminders">(
    section: Section,
    values: Partial<Settings[Section]>,
  ): this {
    return this.#then(() => changeSettings(section, values));
  }

  offers(code: string, coupon: Parameters<typeof aCoupon>[1] = {}): this {
    return this.#then(() => aCoupon(code, coupon));
  }

  /** `together`: the add-ons that are chosen with the plan. */
  buys(plan: string, { card, coupon, together = [] }: { card?: keyof typeof CARDS; coupon?: string; together?: string[] } = {}): this {
    return this.#then(async () => {
      this.#viewer ??= await aViewer();
      const price = await this.#price(plan);
      const currency = SHELF[plan].currency ?? "EUR";
      const addOns: string[] = [];
      for (const addOn of together) addOns.push((await this.#price(addOn)).id);
      const bought = await buy(this.#viewer, price, { currency, couponCode: coupon, addOns, card: card && CARDS[card] });
      this.#subscriptionId = bought.subscriptionId;
    });
  }

  /** Bought to be paid by transfer; nothing has come yet. */
  buysByTransfer(plan: string): this {
    return this.#then(async () => {
      await takeTransfers();
      this.#viewer ??= await aViewer();
      this.#subscriptionId = await orderByTransfer(this.#viewer, await this.#price(plan), SHELF[plan].currency);
    });
  }

  /** So much comes with the reference of the first payment; an operator records what matches, and else, if `recorded`, by hand. */
  transfers(amount: string, taken: Verdict = "matches", { recorded = false } = {}): this {
    return this.#then(async () => {
      const reference = await referenceOf(this.#subscriptionId);
      const { id, verdict } = await arrives(reference, amount, SHELF.basic.currency);
      expect(verdict).toBe(taken);
      if (recorded) await recordsLine(id, reference);
    });
  }

  /** What is shown is agreed to at once; what is due is paid with the saved card. */
  changesTo(plan: string, options: { time?: ChangeTime; by?: "VIEWER" | "OPERATOR" } = {}): this {
    return this.#then(async () =>
      this.#change({ priceId: (await this.#price(plan)).id, currency: SHELF[plan].currency ?? "EUR" }, options),
    );
  }

  adds(addOn: string, options: { by?: "VIEWER" | "OPERATOR" } = {}): this {
    return this.#then(async () => this.#change({ add: (await this.#price(addOn)).id }, options));
  }

  removes(addOn: string, options: { time?: ChangeTime; by?: "VIEWER" | "OPERATOR" } = {}): this {
    return this.#then(async () => {
      const { planId } = await this.#price(addOn);
      const item = await db.subscriptionItem.findFirst({ where: { subscriptionId: this.#subscriptionId, planId, removedAt: null } });
      return this.#change({ remove: item?.id ?? this.#subscriptionId }, options);
    });
  }

  cancels(when?: "now"): this {
    const finance = { kind: "OPERATOR", name: "Finance" } as const;
    return this.#then(() => cancelPlan({ subscriptionId: this.#subscriptionId, when }, when ? finance : this.#actor()));
  }

  /** The viewer ends the plan at once, and is shown that so much is given back. */
  endsNow(shown: string, reason?: CancelNowInput["reason"]): this {
    return this.#then(() => endNow(this.#actor(), this.#subscriptionId, shown, reason));
  }

  /** The viewer takes the ended plan up again with the saved method: from now on it is the new subscription that the story tells of. */
  takesUpAgain(couponCode?: string): this {
    return this.#then(async () => {
      await takeUpWith(this.#viewer, this.#subscriptionId, couponCode);
      const newest = { customerId: this.#viewer.id };
      this.#subscriptionId = (await db.subscription.findFirstOrThrow({ where: newest, orderBy: { number: "desc" } })).id;
    });
  }

  keeps(): this {
    return this.#then(() => undoCancel({ subscriptionId: this.#subscriptionId }, this.#actor()));
  }

  pauses(when: PauseTime = "now", { until = null, by = "VIEWER" }: { until?: string | null; by?: "VIEWER" | "OPERATOR" } = {}): this {
    const actor = () => (by === "VIEWER" ? this.#actor() : ({ kind: "OPERATOR", name: "Finance" } as const));
    return this.#then(() => pausePlan({ subscriptionId: this.#subscriptionId, when, until, reason: "" }, actor()));
  }

  resumes(): this {
    return this.#then(() => resumePlan({ subscriptionId: this.#subscriptionId }, this.#actor()));
  }

  /** Gives so much of the newest payment back. */
  isRefunded(amount: string): this {
    return this.#then(async () => {
      const charge = await db.transaction.findFirstOrThrow({
        where: { subscriptionId: this.#subscriptionId, kind: "CHARGE", status: "SUCCEEDED", amount: { gt: 0 } },
        orderBy: { number: "desc" },
      });
      const { minor } = parseMoney(amount, charge.currency);
      await refundPayment({ transactionId: charge.id, amount: minor, reason: "goodwill" }, { kind: "OPERATOR", name: "Finance" });
    });
  }

  /** What is shown for the next period: "20.00, then 20.00". */
  shows(next: string): this {
    return this.#then(async () => {
      const subscription = await db.subscription.findUniqueOrThrow({ where: { id: this.#subscriptionId }, include: FOR_NEXT_AMOUNT });
      const amounts = await shownNextAmounts(subscription, await getSettings());
      expect(amounts && amounts !== "unknown" && `${toDecimal(amounts.next)}, then ${toDecimal(amounts.regular)}`).toBe(next);
    });
  }

  /** Something else happens, told of this story's subscription. */
  does(what: (subscriptionId: string, viewer: Customer) => Promise<unknown>): this {
    return this.#then(() => what(this.#subscriptionId, this.#viewer));
  }

  /** The step that was told last is refused, with this code. */
  refused(code: string): this {
    const step = this.#steps.pop()!;
    return this.#then(() => expect(step()).rejects.toMatchObject({ code }));
  }

  expects(chapter: Chapter): this {
    return this.#then(async () => {
      const picture = await pictureOf(this.#subscriptionId, this.#viewer.id, this.#zone);
      expect(Object.fromEntries(Object.keys(chapter).map((key) => [key, picture[key as keyof Chapter]]))).toEqual(chapter);
    });
  }

  // biome-ignore lint/suspicious/noThenProperty: a story is told by awaiting it
  then<A, B>(
    told?: ((value: undefined) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#tell().then(told, failed);
  }

  async #tell(): Promise<undefined> {
    for (const step of this.#steps) await step();
    await expectBooksAgree();
    return undefined;
  }

  #then(step: () => Promise<unknown>): this {
    this.#steps.push(step);
    return this;
  }

  async #change(wanted: Wanted, { time, by = "VIEWER" }: { time?: ChangeTime; by?: "VIEWER" | "OPERATOR" }) {
    const actor = by === "VIEWER" ? this.#actor() : ({ kind: "OPERATOR", name: "Finance" } as const);
    const { at, shown } = await quoteChange(this.#subscriptionId, { ...wanted, time }, actor);
    return changePlan({ subscriptionId: this.#subscriptionId, ...wanted, time, at, shown }, actor);
  }

  #actor() {
    return { kind: "VIEWER" as const, id: this.#viewer.id, name: this.#viewer.name };
  }

  #instant(moment: string): Date {
    const local = moment.length > 10 ? moment : `${moment}T12:00`;
    return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(this.#zone).epochMilliseconds);
  }

  async #price(plan: string): Promise<Price> {
    const known = this.#prices.get(plan);
    if (known) return known;
    const { name, ...terms } = SHELF[plan];
    const made = await aPlan(terms);
    await db.plan.update({ where: { id: made.plan.id }, data: { name } });
    this.#prices.set(plan, made.price);
    return made.price;
  }
}
