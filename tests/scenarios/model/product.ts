import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { chooseMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Interval } from "#lib/db/generated/client.ts";
import { runSchedule, schedule } from "#lib/jobs/schedule.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { mayWatch } from "#lib/subscriptions/queries.ts";
import { aCoupon, aPlan, aTaxRate, buy, CARDS } from "#tests/support/shop.ts";
import type { Length } from "./calendar.ts";
import type { Card } from "./life.ts";
import type { Contract, Rate } from "./price.ts";

const NUMBERS: Record<Card["kind"], string> = {
  good: CARDS.ok,
  recovers: CARDS.laterRecovers,
  declines: CARDS.laterDeclines,
  lost: CARDS.laterLost,
  "fails late": CARDS.laterFails,
};

const INTERVALS: Record<Length["unit"], Interval> = { days: "DAY", weeks: "WEEK", months: "MONTH", years: "YEAR" };

/** What moves money; messages are delivered elsewhere. */
const jobs = () => schedule().filter(({ name }) => /reconcile|renew subscriptions|overdue/.test(name));

/** Drives the product for one viewer, through the same use cases that pages and worker call. */
export class Product {
  readonly viewer: Customer;
  readonly #subscriptions: string[] = [];
  readonly #methods = new Map<Card, string>();
  readonly #actor: { kind: "VIEWER"; id: string; name: string };

  constructor(viewer: Customer) {
    this.viewer = viewer;
    this.#actor = { kind: "VIEWER", id: viewer.id, name: viewer.name };
  }

  setClock(at: Date): void {
    stopClockAt(at);
  }

  async work(workers: number): Promise<void> {
    await Promise.all(Array.from({ length: workers }, () => runSchedule(jobs())));
  }

  buy(contract: Contract, card: Card): Promise<boolean> {
    return allowed(() => this.#buy(contract, card));
  }

  async #buy(contract: Contract, card: Card): Promise<void> {
    const { length, amount, fee, coupon, taxIncluded, trialDays, oneTerm } = contract;
    const { price } = await aPlan({
      interval: INTERVALS[length.unit],
      intervalCount: length.count,
      amount,
      setupFee: fee,
      taxIncluded,
      trialDays,
      kind: oneTerm ? "TRIAL" : "REGULAR",
    });
    const couponCode = `C${price.id.slice(-12).toUpperCase()}`;
    if (coupon) await aCoupon(couponCode, { percentPpm: Number(coupon.ppm), ...lasting(coupon.periods) });
    const bought = await buy(this.viewer, price, { card: NUMBERS[card.kind], couponCode: coupon ? couponCode : undefined });
    this.#subscriptions.push(bought.subscriptionId);
    await this.#remember(card);
  }

  leave(at: number): Promise<boolean> {
    return allowed(() => cancelPlan({ subscriptionId: this.#subscriptions[at] }, this.#actor));
  }

  stay(at: number): Promise<boolean> {
    return allowed(() => undoCancel({ subscriptionId: this.#subscriptions[at] }, this.#actor));
  }

  pay(at: number, card: Card, tabs: number): Promise<boolean> {
    return allowed(async () => {
      const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId: this.#subscriptions[at], status: "OPEN" } });
      for (let tab = 0; tab < tabs; tab += 1) await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, this.viewer, null);
      const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id }, orderBy: { number: "desc" } });
      await Promise.all(Array.from({ length: tabs }, () => completeSandboxCheckout(gatewayReference!, NUMBERS[card.kind])));
      await Promise.all(Array.from({ length: tabs }, () => confirmReturn({ invoiceId: invoice.id })));
      await this.#remember(card);
    });
  }

  choose(card: Card): Promise<void> {
    return chooseMethod({ methodId: this.#methods.get(card)! }, this.viewer.id);
  }

  async correct(at: number): Promise<void> {
    const { priceId, couponId } = await db.subscription.findUniqueOrThrow({ where: { id: this.#subscriptions[at] } });
    await db.price.updateMany({ where: { id: priceId, archivedAt: null }, data: { archivedAt: now() } });
    if (couponId) await db.coupon.update({ where: { id: couponId }, data: { percentPpm: 10_000, duration: "FOREVER", cycles: null } });
  }

  /** An operator saves just these rates of tax. */
  async tax(rates: Rate[]): Promise<void> {
    const country = this.viewer.country!;
    await db.taxRate.deleteMany({ where: { country } });
    for (const { from, ppm } of rates) await aTaxRate({ country, ratePpm: Number(ppm), validFrom: from });
  }

  mayWatch(): Promise<boolean> {
    return mayWatch(this.viewer.id, now());
  }

  /** What was paid with last is the viewer's default method. */
  async #remember(card: Card): Promise<void> {
    const { id } = await db.paymentMethod.findFirstOrThrow({ where: { customerId: this.viewer.id, isDefault: true } });
    this.#methods.set(card, id);
  }
}

/** A coupon's duration for so many periods; null: for all. */
function lasting(periods: number | null) {
  if (periods === null) return { duration: "FOREVER" } as const;
  return periods === 1 ? ({ duration: "ONCE" } as const) : ({ duration: "REPEATING", cycles: periods } as const);
}

async function allowed(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
