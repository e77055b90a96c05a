import { globSync } from "node:fs";
import { SYSTEM } from "#lib/audit/audit.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { giveNotice, giveNoticeInput } from "#lib/billing/ending/give-notice.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { askForExport } from "#lib/exports/ask-for-export.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { createLinkToken } from "#lib/identity/link-token.ts";
import { newTotpSecret } from "#lib/identity/totp.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { seal, unseal } from "#lib/kernel/seal.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import { keepUpload } from "#lib/payments/statements/uploads.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { SETTINGS_SECTIONS } from "#lib/web/settings/settings-sections.ts";
import { EVERYTHING } from "#tests/domain/exports/exporting.ts";
import { anAccount, anOperator } from "#tests/domain/identity/accounts.ts";
import { aCoupon, aPlan, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";
import { aDifference } from "./a-difference.ts";
import { aDispute } from "./a-dispute.ts";
import { aPayout } from "./a-payout.ts";
import { overdueInvoices } from "./overdue-invoices.ts";
import { aStorePurchase } from "./store-purchase.ts";

/** A word of 44 letters, which is a surname, a street, a plan: no page may become wider for it. */
export const LONG = "Donaudampfschifffahrtsgesellschaftskapitaenin";
const DAY_MS = 86_400_000;

/** Fills a shop so that every page has something long to show. @returns the addresses, by who opens them, of each page the state that shows most first. */
export async function everyPage() {
  const [{ plan, price }, other, unbought] = [await aPlan(), await aPlan({ trialDays: 7, countries: ["DE", "AT"] }), await aPlan()];
  const dearer = await aPlan({ amount: 2000n });
  await db.plan.updateMany({ data: { name: LONG, tagline: LONG, features: [LONG], packages: [LONG] } });
  await db.setting.create({ data: { key: "brand", value: { name: LONG, supportEmail: `${LONG}@example.com` }, updatedAt: now() } });
  const coupon = await aCoupon(LONG.toUpperCase());
  const { id } = await anAccount({ email: `${LONG.toLowerCase()}@example.com`, name: `Vera ${LONG}` });
  const viewer = await db.customer.update({
    where: { id },
    data: { country: "DE", phone: "+4915123456789", addressLine1: LONG, city: LONG, company: LONG },
  });
  const bought = await buy(viewer, price);
  const ended = await buy(viewer, (await aPlan()).price);
  await cancelPlan({ subscriptionId: ended.subscriptionId, when: "now" }, SYSTEM);
  const opened = await order(viewer, other.price);
  const transaction = await db.transaction.findFirstOrThrow({ where: { orderId: bought.orderId } });
  const message = await db.message.findFirstOrThrow({ where: { templateKey: "welcome", kind: "EMAIL" } });
  const cards = [CARDS.insufficientFunds, CARDS.pending, CARDS.timeout];
  const left = await Promise.all(cards.map((card) => leftWith(viewer, card)));
  const asked = await leftWith(viewer, CARDS.needsAction);
  const refused = await db.transaction.findFirstOrThrow({ where: { orderId: left[0].orderId } });
  const overdue = await overdueInvoices(viewer, [CARDS.laterDeclines, CARDS.laterNeedsAction]);
  const twoSteps = await anOperator("OWNER", "two-steps@example.com");
  await db.operator.update({ where: { id: twoSteps.id }, data: { totpSecret: seal(newTotpSecret()), totpConfirmedAt: now() } });
  await anOperator("VIEWER", "looks-only@example.com");
  const forCause = giveNoticeInput.parse({ name: LONG, email: viewer.email, kind: "for_cause", cause: LONG, endsOn: "2099-12-31" });
  const event = await anEvent();
  const purchase = await aStorePurchase(viewer.id, plan.id, LONG);
  const dispute = await aDispute(await db.transaction.findFirstOrThrow({ where: { orderId: ended.orderId } }), LONG);
  const vouchers = await makeVouchers(makeVouchersInput.parse({ name: "Kiosk", count: 2, currency: "EUR", amount: "10.00" }), SYSTEM);
  const code = unseal((await db.voucher.findFirstOrThrow()).sealed);
  const table = new TextEncoder().encode(`Wann;Wieviel;${LONG}\n31.01.2027;5,00;${LONG}\n`);
  await askForExport(
    { list: "transactions", format: "XLSX" },
    { filter: EVERYTHING.transactions, address: {} },
    operatorActor(twoSteps, null),
  );
  const upload = await keepUpload(`${LONG}.csv`, table, SYSTEM);
  const [checkout, trial] = [`/checkout?price=${price.id}&currency=EUR`, `/checkout?price=${other.price.id}&currency=EUR`];

  return {
    shop: [
      "/",
      `/plans/${plan.slug}`,
      "/faq",
      ...["terms", "privacy", "imprint"].map((page) => `/legal/${page}`),
      checkout,
      `${trial}&country=FR&coupon=NOPE`,
      `/checkout?price=${price.id}&currency=JPY`,
      `/checkout/return?order=${opened.orderId}`,
      opened.url,
      asked.url.replace("/sandbox/pay/", "/sandbox/confirm/"),
      `/checkout/gift?price=${price.id}&currency=EUR`,
      `/redeem?code=${code}`,
      "/redeem",
      "/redeem?code=NOPE",
      "/sign-in",
      "/sign-up",
      "/forgot-password",
      "/cancel",
      `/cancel?kept=${await giveNotice(forCause, null, "en")}`,
      "/withdraw",
      `/withdraw?kept=${newId()}`,
      `/reset-password?token=${await createLinkToken(db, "RESET_PASSWORD", id, 60)}`,
      `/verify-email?token=${await createLinkToken(db, "VERIFY_EMAIL", id, 60)}`,
      `/add-method?token=${await createLinkToken(db, "ADD_METHOD", id, 60)}`,
      `/setup?token=${await createLinkToken(db, "SETUP", null, 60)}`,
      `/operator/reset-password?token=${await createLinkToken(db, "RESET_OPERATOR_PASSWORD", twoSteps.id, 60)}`,
      ...overdue.map((invoice) => `/pay?token=${signLink("pay-invoice", invoice, new Date(now().getTime() + DAY_MS))}`),
      ...["/reset-password", "/verify-email", "/add-method", "/pay", "/setup", "/operator/reset-password"].map(
        (page) => `${page}?token=used`,
      ),
      "/check?who=used",
      "/verify-email?done=1",
      "/operator/sign-in",
      "/operator/forgot-password",
    ],
    account: [
      "/account",
      "/account/invoices",
      "/account/balance",
      "/account/gifts",
      "/account/messages",
      `/account/messages/${message.id}`,
      "/account/payment-methods",
      "/account/payment-methods/add",
      "/account/profile",
      `/account/cancel/${bought.subscriptionId}`,
      `/account/withdraw/${bought.subscriptionId}`,
      `/account/again/${ended.subscriptionId}`,
      `/account/change/${bought.subscriptionId}?price=${dearer.price.id}`,
      `/account/change/${bought.subscriptionId}`,
      `/account/next/${bought.subscriptionId}`,
      `/account/pause/${bought.subscriptionId}`,
      ...[...overdue, transaction.invoiceId].map((invoice) => `/account/pay/${invoice}`),
      checkout,
      trial,
      `/checkout/pay/${transaction.id}`,
      ...left.map(({ orderId }) => `/checkout/return?order=${orderId}`),
      `/checkout/return?order=${bought.orderId}`,
      `/checkout/return?order=${opened.orderId}&canceled=1`,
    ],
    operator: [
      "/operator",
      `/operator?period=lastYear&unit=quarter&plan=${plan.id}&gateway=sandbox`,
      `/operator/subscriptions?open=${bought.subscriptionId}`,
      `/operator/subscriptions/${bought.subscriptionId}/change?to=${dearer.price.id}+EUR`,
      `/operator/subscriptions/${bought.subscriptionId}/pause`,
      `/operator/transactions?open=${transaction.id}`,
      "/operator/transactions?sort=amount",
      `/operator/disputes/${dispute.id}`,
      "/operator/transactions/statements",
      `/operator/transactions/statements/columns/${upload}`,
      `/operator/invoices?open=${transaction.invoiceId}`,
      `/operator/collection?open=${overdue[0]}`,
      "/operator/collection",
      "/operator/retention",
      "/operator/revenue",
      "/operator/ledger",
      "/operator/tax?by=quarter",
      `/operator/receivables?open=${overdue[0]}`,
      "/operator/receivables",
      "/operator/liabilities",
      "/operator/payouts",
      `/operator/communications?open=${message.id}`,
      "/operator/customers",
      `/operator/customers/${id}`,
      "/operator/plans",
      "/operator/plans/new",
      `/operator/plans/${plan.id}`,
      `/operator/plans/${plan.id}/move?price=${price.id}`,
      "/operator/coupons",
      "/operator/coupons/new",
      `/operator/coupons/${coupon.id}`,
      "/operator/vouchers",
      "/operator/notices",
      "/operator/gifts",
      "/operator/exports",
      `/operator/stores?open=${purchase.id}`,
      `/operator/vouchers/${vouchers}`,
      "/operator/templates",
      "/operator/templates/welcome/email/en",
      "/operator/visitors",
      "/operator/oss",
      `/operator/events?open=${event.id}`,
      "/operator/gateways",
      `/operator/gateways/sandbox?open=${await aDifference(LONG)}`,
      "/operator/gateways/sandbox/payouts",
      `/operator/gateways/sandbox/payouts/${await aPayout(LONG)}`,
      "/operator/audit",
      "/operator/team",
      "/operator/security",
      "/operator/security?notice=required",
      "/operator/confirm",
      ...SETTINGS_SECTIONS.map((section) => `/operator/settings/${section}`),
      "/operator/settings/gateways/sandbox",
    ],
    unreadable: [
      ...["transactions", "invoices", "subscriptions", "customers", "visitors", "communications", "events", "audit"].map(
        (list) => `/operator/${list}?from=31.10.2026&q=${LONG.repeat(3)}&sort=${LONG}`,
      ),
      `/operator/coupons?sort=${LONG}`,
      "/operator/transactions?country=DE&country=Germany&min=12,5,0&status=GONE",
      "/operator?period=custom&from=31.10.2026&to=1&currency=EURO&unit=FOO&plan=x&gateway=a b",
    ],
    secondStep: ["/operator/second-step"],
    missing: ["/nowhere", "/operator/nowhere", `/operator/customers/${plan.id}`, `/operator/plans/${id}`],
    notFoundHere: [`/account/messages/${id}`, `/account/pay/${refused.invoiceId}`],
    forbidden: ["/operator/settings/brand", "/operator/audit", "/operator/plans/new"],
    broken: { coupons: ["/operator/coupons"], checkout: [checkout], dashboard: ["/operator"] },
    refusing: {
      shop: ["/sign-in", "/sign-up", "/forgot-password", "/operator/sign-in"],
      account: ["/account/profile", `/checkout?price=${unbought.price.id}&currency=EUR`],
      operator: ["/operator/plans/new", "/operator/coupons/new", "/operator/settings/company", "/operator/confirm"],
    },
    plan: `/operator/plans/${plan.id}`,
    transaction: `/operator/transactions?open=${transaction.id}`,
  };
}

/** The addresses of all pages as patterns, the plainest first: `/operator/plans/new`, `/operator/plans/[id]`, `/operator/[...missing]`. */
export function routes(): string[] {
  const changing = (route: string) => (route.includes("[...") ? Number.MAX_SAFE_INTEGER : route.split("[").length);
  return globSync("app/**/page.tsx")
    .map((file) => file.replaceAll("\\", "/").replaceAll(/^app|\/\([^)]*\)|\/market\/\[market\]|\/page\.tsx$/g, "") || "/")
    .toSorted((a, b) => changing(a) - changing(b));
}

/** The first address of each page, which shows most, without its other states. */
export function onePerPage(addresses: string[]): string[] {
  const all = routes();
  const known = addresses.map((address) => routeOf(address, all));
  return addresses.filter((_, index) => known.indexOf(known[index]) === index);
}

/** Which of `all` leads to an address. */
export function routeOf(address: string, all: string[]): string | undefined {
  const { pathname } = new URL(address, "http://localhost");
  return all.find((route) => new RegExp(`^${route.replace(/\[\.{3}\w+\]/, ".+").replaceAll(/\[\w+\]/g, "[^/]+")}$`).test(pathname));
}

/** A webhook whose payload is longer and wider than its frame. */
function anEvent() {
  const payload = JSON.stringify(Object.fromEntries(Array.from({ length: 60 }, (_, line) => [`field_${line}`, "wide ".repeat(40)])));
  const at = now();
  return db.inboundEvent.create({
    data: { source: "sandbox", externalId: "evt_long", type: "payment.succeeded", payload, receivedAt: at, handledAt: at },
  });
}

/** An order whose payment page was finished with a card that does not pay at once. */
async function leftWith(viewer: Customer, card: string) {
  const placed = await order(viewer, (await aPlan()).price);
  await payAtSandbox(placed.orderId, card);
  return placed;
}
