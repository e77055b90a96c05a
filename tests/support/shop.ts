import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { changePlan } from "#lib/billing/changing/change-plan.ts";
import { quoteChange } from "#lib/billing/changing/quote-change.ts";
import type { Wanted } from "#lib/billing/changing/target.ts";
import { type CancelNowInput, cancelNow, offeredEnd, type Viewer } from "#lib/billing/leaving/cancel-now.ts";
import { offeredAgain, takeUp } from "#lib/billing/leaving/take-up.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { register } from "#lib/customers/register.ts";
import { db } from "#lib/db/client.ts";
import type { Coupon, Customer, Interval, Plan, PlanKind, Price } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import type { Settings, SettingsSection } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";

export const CARDS = {
  ok: "4242424242424242",
  french: "4000002500000003",
  insufficientFunds: "4000000000009995",
  lost: "4000000000009987",
  needsAction: "4000002760003184",
  pending: "4000000000000077",
  timeout: "4000000000006975",
  laterDeclines: "4000000000000341",
  laterLost: "4000000000004988",
  laterNeedsAction: "4000002500003155",
  laterRecovers: "5105105105105100",
  laterFails: "4000000000005126",
  same: "5555555555554444",
};

type PlanOptions = {
  amount?: bigint;
  currency?: string;
  interval?: Interval;
  intervalCount?: number;
  trialDays?: number;
  billingDay?: number;
  setupFee?: bigint;
  taxIncluded?: boolean;
  kind?: PlanKind;
  startsAtFirstLogin?: boolean;
  countries?: string[];
};

/** A rate of VAT, 19 % in Germany since 2007 unless told otherwise. */
export async function aTaxRate({ country = "DE", ratePpm = 190_000, validFrom = "2007-01-01" } = {}): Promise<void> {
  await db.taxRate.createMany({ data: [{ country, name: "VAT", ratePpm, validFrom: new Date(validFrom) }], skipDuplicates: true });
}

/** The shop's company lives in `timeZone` from now on. */
export function liveIn(timeZone: string): Promise<void> {
  return changeCompany({ timeZone });
}

export async function changeCompany(changes: Partial<Settings["company"]>): Promise<void> {
  await set("company", { ...(await getSettings()).company, ...changes });
}

/** Access goes on for so many days unpaid, and what is unpaid is charged again on the days after the first try. */
export function collectWithin(
  graceDays: number,
  retryAfterDays: number[],
  more: Partial<Pick<Settings["dunning"], "retryAfterDaysOf" | "suspendDays">> = {},
): Promise<void> {
  return set("dunning", { graceDays, retryAfterDays, ...more });
}

/** Some settings of a section are these from now on. */
export async function changeSettings<Section extends SettingsSection>(section: Section, values: Partial<Settings[Section]>): Promise<void> {
  await set(section, { ...(await getSettings())[section], ...values });
}

/** Lets the shop sell in `currency`. */
async function offerIn(currency: string): Promise<void> {
  const { market } = await getSettings();
  if (!market.currencies.includes(currency)) await set("market", { ...market, currencies: [...market.currencies, currency] });
}

async function set(key: SettingsSection, value: object): Promise<void> {
  await db.setting.upsert({ where: { key }, create: { key, value, updatedAt: now() }, update: { value } });
}

/** A coupon of 20 % unless told otherwise. */
export function aCoupon(code: string, options: Partial<Omit<Coupon, "amounts">> = {}) {
  return db.coupon.create({ data: { code, name: code, percentPpm: 200_000, duration: "ONCE", createdAt: now(), ...options } });
}

/** A public plan with one price: 10.00 EUR a month, 19 % tax included in Germany, unless told otherwise. */
export async function aPlan(options: PlanOptions = {}): Promise<{ plan: Plan; price: Price }> {
  const {
    amount = 1000n,
    currency = "EUR",
    interval = "MONTH",
    intervalCount = 1,
    trialDays = 0,
    billingDay,
    setupFee = 0n,
    taxIncluded = true,
  } = options;
  const { kind = "REGULAR", startsAtFirstLogin = false, countries = [] } = options;
  await aTaxRate();
  await offerIn(currency);
  const at = now();
  const id = newId();
  const plan = await db.plan.create({
    data: {
      id,
      slug: `plan-${id.slice(-12)}`,
      name: "Premium",
      status: "PUBLIC",
      features: [],
      packages: [],
      countries,
      kind,
      startsAtFirstLogin,
      createdAt: at,
      updatedAt: at,
    },
  });
  const price = await db.price.create({
    data: {
      planId: id,
      interval,
      intervalCount,
      trialDays,
      billingDay,
      taxIncluded,
      createdAt: at,
      amounts: { create: { currency, amount, setupFee } },
    },
  });
  return { plan, price };
}

/** A viewer in Germany. */
export function aViewer(fields: Partial<{ email: string; name: string; country: string; phone: string }> = {}): Promise<Customer> {
  const { email = `viewer-${newId().slice(-12)}@example.com`, name = "Vera Viewer", country = "DE", phone } = fields;
  return transaction(async (tx) => {
    const customer = await register(tx, { email, name, locale: "en" });
    return tx.customer.update({ where: { id: customer.id }, data: { country, phone } });
  });
}

/** Whoever has a subscription, as they act on it. */
export async function ownerOf(subscriptionId: string) {
  const { customer } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, select: { customer: true } });
  return { kind: "VIEWER" as const, id: customer.id, name: customer.name };
}

/** Places an order with the sandbox, up to its payment page. */
export async function order(
  customer: Customer,
  price: Price,
  {
    currency = "EUR",
    couponCode,
    addOns,
    gateway = "sandbox",
  }: { currency?: string; couponCode?: string; addOns?: string[]; gateway?: string } = {},
) {
  const quote = await quoteOrder({ priceId: price.id, currency, country: customer.country!, couponCode, addOns, customerId: customer.id });
  const shown = writtenTerms(quote, customer.id);
  return buyPlan({ customer, priceId: price.id, currency, couponCode, addOns, gateway, shown, consent: true });
}

/** Pays on the sandbox's page of an order's newest transaction; nobody returns and no webhook is sent. */
export async function payAtSandbox(orderId: string, card = CARDS.ok) {
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId }, orderBy: { number: "desc" } });
  return completeSandboxCheckout(gatewayReference!, card);
}

/** Buys as a viewer does: orders, pays at the sandbox, returns. */
export async function buy(
  customer: Customer,
  price: Price,
  options: { currency?: string; couponCode?: string; addOns?: string[]; card?: string } = {},
) {
  const { orderId } = await order(customer, price, options);
  const transaction = await db.transaction.findFirstOrThrow({ where: { orderId } });
  if (transaction.gatewayReference) await completeSandboxCheckout(transaction.gatewayReference, options.card ?? CARDS.ok);
  const returned = await confirmReturn({ orderId });
  const { subscriptionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  return { orderId, subscriptionId, status: returned!.status };
}

/** Changes the plan on what is shown, as an operator; what is due is charged to the saved method. */
/** A viewer ends a plan at once, and is shown that so much is given back: "3.33". */
export async function endNow(viewer: Viewer, subscriptionId: string, shown: string, reason?: CancelNowInput["reason"]): Promise<void> {
  const offered = await offeredEnd(await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } }), await getSettings());
  const sum = offered && toDecimal({ minor: offered.back + offered.balance, currency: offered.currency });
  if (sum !== null && sum !== shown) throw new Error(`Shown is ${sum}, not ${shown}`);
  await cancelNow({ subscriptionId, reason, at: offered?.at ?? now(), shown: offered?.shown ?? "0+0" }, viewer);
}

/** A viewer takes up again what has ended, as it is shown to them, with the saved method. Returns where they go on. */
export async function takeUpWith(viewer: Customer, subscriptionId: string, couponCode?: string): Promise<string> {
  const settings = await getSettings();
  const offered = await offeredAgain(subscriptionId, viewer, settings);
  if (!offered) throw new Error("Nothing is sold to take up again");
  const { currency, plan } = offered;
  const [priceId, country] = [plan.prices[0].id, viewer.country ?? settings.company.country];
  const quote = await quoteOrder({ priceId, currency, country, customerId: viewer.id, couponCode });
  const held = await db.balance.findUnique({ where: { customerId_currency: { customerId: viewer.id, currency } } });
  const shown = writtenTerms(quote, viewer.id, balanceShare({ minor: quote.total, currency }, held?.amount ?? 0n, settings));
  return takeUp({ subscriptionId, priceId, currency, couponCode, gateway: "", shown, consent: true }, viewer, null);
}

export function changePlanTo(subscriptionId: string, price: Price, time?: ChangeTime) {
  return change(subscriptionId, { priceId: price.id, time });
}

/** The same of any change. */
export async function change(subscriptionId: string, request: Wanted) {
  const actor = { kind: "OPERATOR", name: "Finance" } as const;
  const { at, shown } = await quoteChange(subscriptionId, request, actor);
  return changePlan({ subscriptionId, ...request, at, shown }, actor);
}
