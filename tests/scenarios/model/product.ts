import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { buyGift } from "#lib/billing/buying/buy-gift.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { buyTopUp } from "#lib/billing/buying/buy-top-up.ts";
import { chooseMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { redeemGift } from "#lib/billing/buying/redeem-gift.ts";
import { redeemVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { resumePlan } from "#lib/billing/changing/resume-plan.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { cancelNow, offeredEnd } from "#lib/billing/leaving/cancel-now.ts";
import { offeredWithdrawal, withdraw } from "#lib/billing/leaving/withdraw.ts";
import { mayWatch } from "#lib/billing/parts/may-watch.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { creditWaiting } from "#lib/billing/renewing/credit-waiting.ts";
import { runPauses } from "#lib/billing/renewing/run-pauses.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { CARDS } from "#tests/support/shop.ts";
import { after, MINUTE } from "./calendar.ts";
import type { Shown, Wanted } from "./change.ts";
import type { Basket } from "./deeds.ts";
import type { End } from "./leaving.ts";
import type { Card } from "./life.ts";
import { allowed, FINANCE, printVoucher, refused } from "./office.ts";
import type { Currency } from "./purse.ts";
import type { Offer } from "./shelf.ts";
import { codeOf, itemIdOf, priceIdOf } from "./shelves.ts";

const NUMBERS: Record<Card["kind"], string> = {
  good: CARDS.ok,
  recovers: CARDS.laterRecovers,
  declines: CARDS.laterDeclines,
  lost: CARDS.laterLost,
  "fails late": CARDS.laterFails,
  silent: CARDS.timeout,
};

/** What moves money; messages are delivered, and months closed, elsewhere. */
const JOBS = [reconcilePayments, runRenewals, chaseOverdue, runPauses, creditWaiting].map((run) => ({
  name: run.name,
  everySeconds: 0,
  batch: 100,
  run: (batch: number) => run(batch),
}));

/** Asks what became of what was on its way. */
export const ask = () => reconcilePayments();

/** Drives the product for one viewer, through the same use cases that pages and worker call. */
export class Product {
  readonly viewer: Customer;
  /** In the order in which they began. */
  readonly subscriptions: string[] = [];
  readonly topUps: string[] = [];
  readonly #methods = new Map<Card, string>();
  readonly #gifts: string[] = [];
  readonly #actor: { kind: "VIEWER"; id: string; name: string };

  constructor(viewer: Customer) {
    this.viewer = viewer;
    this.#actor = { kind: "VIEWER", id: viewer.id, name: viewer.name };
  }

  async work(workers: number): Promise<void> {
    await Promise.all(Array.from({ length: workers }, () => runSchedule(JOBS)));
  }

  /** On the terms that the checkout shows. */
  buy({ offer, extras, currency, coupon }: Basket, card: Card): Promise<boolean> {
    return allowed(async () => {
      const couponCode = coupon ? await codeOf(coupon) : undefined;
      const { request, quote } = await this.#shown(currency, offer, { couponCode, addOns: extras.map(priceIdOf) });
      const shown = writtenTerms(quote, this.viewer.id, await this.#held(currency, quote.total));
      const { orderId } = await buyPlan({ ...request, customer: this.viewer, gateway: "sandbox", shown, consent: true });
      await this.#pay({ orderId }, card);
      await this.#begun();
    });
  }

  pay(subscriptionId: string, card: Card, tabs: number): Promise<boolean> {
    return allowed(async () => {
      const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN", number: { not: null } } });
      for (let tab = 0; tab < tabs; tab += 1)
        await payInvoice({ invoiceId, gateway: "sandbox" }, this.viewer, null).catch(whereClosed(tab));
      await this.#pay({ invoiceId }, card, tabs);
    });
  }

  /** What was shown, where anything was, and whether it was done. */
  async change(
    subscriptionId: string,
    { plan, add, remove, time }: Wanted,
    byOperator: boolean,
  ): Promise<{ shown: Shown | null; done: boolean }> {
    const actor = byOperator ? FINANCE : this.#actor;
    const items = {
      add: add && priceIdOf(add),
      remove: remove && (await itemIdOf(subscriptionId, remove)),
      priceId: plan && priceIdOf(plan),
    };
    const wanted = { ...items, time };
    const quoted = await quoteChange(subscriptionId, wanted, actor).catch(refused);
    if (!quoted) return { shown: null, done: false };
    const { price, fromBalance, at, shown } = quoted;
    const done = await allowed(() => changePlan({ subscriptionId, ...wanted, at, shown }, actor));
    const { credit, charge, due, surplus, next } = price;
    return { shown: { credit, charge, due, fromBalance, surplus, next: next.total }, done };
  }

  resume(subscriptionId: string): Promise<boolean> {
    return allowed(() => resumePlan({ subscriptionId }, this.#actor));
  }

  leave(subscriptionId: string, atOnce: boolean): Promise<boolean> {
    return allowed(() => cancelPlan({ subscriptionId, when: atOnce ? "now" : undefined }, atOnce ? FINANCE : this.#actor));
  }

  /** On what is shown; null where it is not offered. */
  async endNow(subscriptionId: string): Promise<End | null> {
    const offered = await offeredEnd(await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } }), await getSettings());
    const done = await allowed(() => cancelNow({ subscriptionId, at: offered?.at ?? now(), shown: offered?.shown ?? "0+0" }, this.#actor));
    return done && offered ? { back: offered.back, balance: offered.balance } : null;
  }

  /** On what is shown; null where it is not offered. */
  async withdraw(subscriptionId: string): Promise<bigint | "kept" | null> {
    const offered = await offeredWithdrawal(subscriptionId, this.viewer.id, await getSettings());
    const shown = { subscriptionId, at: offered?.at ?? now(), shown: String(offered?.amount ?? 0n) };
    const done = await withdraw(shown, this.#actor).catch(refused);
    return done === null ? null : done ? offered!.amount : "kept";
  }

  stay(subscriptionId: string): Promise<boolean> {
    return allowed(() => undoCancel({ subscriptionId }, this.#actor));
  }

  choose(card: Card): Promise<void> {
    return chooseMethod({ methodId: this.#methods.get(card)! }, this.viewer.id);
  }

  redeemVoucher(currency: Currency, amount: bigint, offer: Offer | null, outcome: "plan" | "balance"): Promise<boolean> {
    return allowed(async () => {
      await redeemVoucher({ code: await printVoucher(currency, amount, offer), outcome }, this.viewer, null);
      await this.#begun();
    });
  }

  payIn(currency: Currency, amount: bigint, card: Card): Promise<boolean> {
    return allowed(async () => {
      const { id } = await buyTopUp({ currency, amount, gateway: "sandbox" }, this.viewer, null);
      await this.#pay({ topUpId: id }, card);
      this.topUps.push(id);
    });
  }

  give(currency: Currency, offer: Offer, card: Card): Promise<boolean> {
    return allowed(async () => {
      const { request, quote } = await this.#shown(currency, offer, {}, true);
      const shown = writtenTerms(quote, this.viewer.id, await this.#held(currency, quote.total));
      const to = {
        toName: "Nora",
        toEmail: "nora@example.com",
        message: "",
        deliverOn: null,
        gateway: "sandbox",
        shown,
        consent: true as const,
      };
      const { orderId } = await buyGift({ ...request, ...to }, this.viewer, null);
      await this.#pay({ orderId }, card);
      const { sealed } = await db.gift.findUniqueOrThrow({ where: { orderId } });
      this.#gifts.push(unseal(sealed));
    });
  }

  async redeemGift(): Promise<boolean> {
    const done = await allowed(() => redeemGift({ code: this.#gifts[0] }, this.viewer));
    if (!done) return false;
    this.#gifts.shift();
    await this.#begun();
    return true;
  }

  mayWatch(): Promise<boolean> {
    return mayWatch(this.viewer.id, now());
  }

  async #begun(): Promise<void> {
    const which = { customerId: this.viewer.id, activatedAt: { not: null }, id: { notIn: this.subscriptions } };
    this.subscriptions.push(...(await db.subscription.findMany({ where: which, select: { id: true } })).map(({ id }) => id));
  }

  async #shown(currency: Currency, offer: Offer, more: { couponCode?: string; addOns?: string[] }, gift = false) {
    const { id: customerId, country } = this.viewer;
    const request = { priceId: priceIdOf(offer), currency, country: country!, ...more };
    const { quote } = await prepareOrder(db, { ...request, customerId }, await getSettings(), gift);
    return { request, quote };
  }

  async #held(currency: Currency, total: bigint): Promise<bigint> {
    const held = await db.balance.findUnique({ where: { customerId_currency: { customerId: this.viewer.id, currency } } });
    return held && held.amount < total ? held.amount : held ? total : 0n;
  }

  /** Pays what waits on the sandbox's page, in so many tabs, and comes back, a minute later where nobody says at once what became of it. */
  async #pay(returned: { orderId: string } | { invoiceId: string } | { topUpId: string }, card: Card, tabs = 1): Promise<void> {
    const waiting = await db.transaction.findFirst({
      where: { ...("topUpId" in returned ? { id: returned.topUpId } : returned), settledAt: null },
      orderBy: { number: "desc" },
    });
    if (!waiting?.gatewayReference) return;
    const each = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: tabs }, act));
    await each(() => completeSandboxCheckout(waiting.gatewayReference!, NUMBERS[card.kind]));
    if (card.kind === "silent") stopClockAt(after(now(), MINUTE));
    await each(() => confirmReturn(returned));
    const kept = await db.paymentMethod.findFirst({ where: { customerId: this.viewer.id, isDefault: true } });
    if (kept) this.#methods.set(card, kept.id);
  }
}

/** The balance may have paid all in the first tab. */
function whereClosed(tab: number) {
  return (error: unknown) => {
    if (tab === 0) throw error;
    return refused(error);
  };
}
