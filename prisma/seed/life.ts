import pLimit from "p-limit";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { buyTopUp } from "#lib/billing/buying/buy-top-up.ts";
import { prepareOrder, quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { redeemGift } from "#lib/billing/buying/redeem-gift.ts";
import { redeemVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { DEMO_ACCOUNTS } from "#lib/identity/demo-accounts.ts";
import { now } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import type { Sold } from "./catalogue.ts";
import type { Extras } from "./extras.ts";
import type { Random } from "./random.ts";

const GATEWAY = "sandbox";
const atOnce = pLimit(6);

type Told = { random: Random; catalogue: Sold[]; extras: Extras };
type Live = { id: string; planId: string; currency: string; customer: Customer };

/** A week of what viewers do besides coming and going: they change, add, pause, pay in, give and redeem. Each does one of it, so nobody is in another's way. */
export async function liveOn({ random, catalogue, extras }: Told): Promise<void> {
  const live: Live[] = await db.subscription.findMany({
    where: {
      status: "ACTIVE",
      cancelAtPeriodEnd: false,
      intervalCount: 1,
      interval: "MONTH",
      plan: { kind: "REGULAR" },
      scheduledChange: null,
      customer: { email: { not: DEMO_ACCOUNTS.viewer.email } },
    },
    orderBy: { customer: { email: "asc" } },
    select: { id: true, planId: true, currency: true, customer: true },
  });
  const take = () => live.splice(random.between(0, live.length - 1), 1)[0];
  if (live.length < 12) return;
  const monthly = (planId: string) =>
    random.pick(catalogue.filter(({ plan, prices }) => plan.id !== planId && prices[0].interval === "MONTH")).prices[0].id;
  const doings: [string, () => Promise<unknown>][] = [];
  const changes = take();
  const priceId = monthly(changes.planId);
  doings.push(["a change", () => change(changes, { priceId })]);
  const [adds, paysIn, passes, redeems, gives, pauses] = [take(), take(), take(), take(), take(), take()];
  doings.push(["an add-on", () => change(adds, { add: extras.addOn.prices[0].id })]);
  if (paysIn.currency === "EUR") doings.push(["a top-up", () => payIn(paysIn.customer, random.pick(["1000", "2500", "5000"]))]);
  doings.push(["a pass", () => buyPass(passes, extras.pass.prices[0].id)]);
  if (redeems.currency === "EUR") doings.push(["a voucher", () => redeem(redeems.customer)]);
  if (random.chance(0.5) && gives.currency === "EUR") doings.push(["a gift", () => give(gives.customer, catalogue[0].prices[0].id)]);
  if (random.chance(0.5)) doings.push(["a pause", () => pause(pauses)]);
  if (random.chance(0.4)) {
    const receiver = take();
    doings.push(["a gift's redemption", () => receive(receiver.customer)]);
  }
  await atOnce.map(doings, ([what, does]) => does().catch((error) => log.debug({ err: error }, `${what} of the demo did not come about`)));
}

const by = ({ id, name }: Customer) => ({ kind: "VIEWER" as const, id, name });

/** Paid with the saved card. */
async function change({ id: subscriptionId, customer }: Live, wanted: { priceId?: string; add?: string }): Promise<void> {
  const { at, shown } = await quoteChange(subscriptionId, wanted, by(customer));
  await changePlan({ subscriptionId, ...wanted, at, shown }, by(customer));
}

async function payIn(customer: Customer, amount: string): Promise<void> {
  const { id } = await buyTopUp({ currency: "EUR", amount: BigInt(amount), gateway: GATEWAY }, customer, null);
  const { gatewayReference } = await db.transaction.findUniqueOrThrow({ where: { id } });
  await completeSandboxCheckout(gatewayReference!);
  await confirmReturn({ topUpId: id });
}

async function buyPass({ customer, currency }: Live, priceId: string): Promise<void> {
  const request = { priceId, currency };
  const quote = await quoteOrder({ ...request, country: customer.country!, customerId: customer.id });
  const shown = writtenTerms(quote, customer.id, await shareOf(customer, quote));
  await payOrder((await buyPlan({ ...request, customer, gateway: GATEWAY, shown, consent: true })).orderId);
}

async function give(customer: Customer, priceId: string): Promise<void> {
  const request = { priceId, currency: "EUR", country: customer.country! };
  const { quote } = await prepareOrder(db, { ...request, customerId: customer.id }, await getSettings(), true);
  const shown = writtenTerms(quote, customer.id, await shareOf(customer, quote));
  const whom = { toName: "A friend", toEmail: `friend-of-${customer.email}`, gateway: GATEWAY, consent: "on" };
  await payOrder((await buyGift(buyGiftInput.parse({ ...request, ...whom, shown }), customer, null)).orderId);
}

async function shareOf({ id: customerId }: Customer, { total, currency }: { total: bigint; currency: string }): Promise<bigint> {
  const held = await db.balance.findUnique({ where: { customerId_currency: { customerId, currency } } });
  return balanceShare({ minor: total, currency }, held?.amount ?? 0n, await getSettings());
}

async function payOrder(orderId: string): Promise<void> {
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId }, orderBy: { number: "desc" } });
  if (gatewayReference) await completeSandboxCheckout(gatewayReference);
  await confirmReturn({ orderId });
}

/** The kiosk's vouchers are made as they are needed. */
async function redeem(customer: Customer): Promise<void> {
  const waiting = { redeemedAt: null, revokedAt: null, batch: { priceId: null } };
  const typed = { name: `Kiosk, ${now().toISOString().slice(0, 7)}`, count: 20, currency: "EUR", amount: "15.00" };
  if ((await db.voucher.count({ where: waiting })) === 0) await makeVouchers(makeVouchersInput.parse(typed), SYSTEM);
  const { sealed } = await db.voucher.findFirstOrThrow({ where: waiting, orderBy: { number: "asc" } });
  await redeemVoucher({ code: unseal(sealed), outcome: "balance" }, customer, null);
}

async function receive(customer: Customer): Promise<void> {
  const gift = await db.gift.findFirst({ where: { deliveredAt: { not: null }, redeemedAt: null }, orderBy: { deliverAt: "asc" } });
  if (gift) await redeemGift({ code: unseal(gift.sealed) }, customer);
}

async function pause({ id: subscriptionId, customer }: Live): Promise<void> {
  const until = now().toISOString().slice(0, 10);
  const day = Temporal.PlainDate.from(until).add({ days: 30 }).toString();
  await pausePlan({ subscriptionId, when: "now", until: day, reason: "" }, by(customer));
}
