import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import type { Customer } from "#lib/db/generated/client.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";

const ACCOUNT = "app/(shop)/account/actions.ts";
const CHECKOUT = "app/(shop)/checkout/actions.ts";
export const LINKS = "app/(auth)/actions.ts";
/** What pays, or saves a method: each is a try, of the viewer's own. */
export const PAYING = [
  `${ACCOUNT} changeMyPlan`,
  `${ACCOUNT} payIn`,
  `${ACCOUNT} payOpenInvoice`,
  `${ACCOUNT} renewWithMethod`,
  `${ACCOUNT} saveMethod`,
  `${ACCOUNT} takeUpAgain`,
  `${CHECKOUT} placeGift`,
  `${CHECKOUT} placeOrder`,
  `${CHECKOUT} resumeOrder`,
];
/** What ends something of the viewer's own, once, and may give money back; what takes an offer to stay, once. A method is forgotten by the worker. */
export const OWN = ["cancelSubscription", "forgetMethod", "takeOfferToStay", "withdrawFromContract"].map((name) => `${ACCOUNT} ${name}`);
/** By a link that was sent, counted as a try of whom it was sent to; by what a person has written, kept to a pace. */
export const BY_LINK = [`${LINKS} payWithLink`, `${LINKS} saveMethodByLink`];

type Stripe = Awaited<ReturnType<typeof startStripeServer>>;
type House = Awaited<ReturnType<typeof open>>;
export type Things = Awaited<ReturnType<typeof aViewerWithThings>>;
type Ways = { stripe: Stripe; house: House; mine: Things; theirs: Things };

/** A shop with Stripe's stand-in, and two viewers who have something that could be paid: nothing has been tried when a test begins. */
export function useWays() {
  const ways = {} as Ways;
  beforeAll(async () => {
    const stripe = await startStripeServer();
    vi.stubEnv("STRIPE_SECRET_KEY", stripe.secretKey);
    vi.stubEnv("STRIPE_WEBHOOK_SECRET", stripe.webhookSecret);
    vi.stubEnv("STRIPE_API_BASE", stripe.url);
    const house = await open();
    Object.assign(ways, { stripe, house, mine: await aViewerWithThings(house), theirs: await aViewerWithThings(house) });
  }, 120_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await ways.stripe.close();
  });
  beforeEach(() => Promise.all([ways.house.db.throttle.deleteMany(), ways.house.db.paymentTry.deleteMany()]));
  return {
    ways,
    /** How often Stripe was asked while `work` ran. */
    asked: async (work: () => Promise<unknown>): Promise<number> => {
      const before = ways.stripe.seen.length;
      await work();
      return ways.stripe.seen.length - before;
    },
    signIn: async ({ viewer }: Things) => {
      newBrowser([], { "x-forwarded-for": "203.0.113.1" });
      await submit(ways.house.links.signInAsViewer, { email: viewer.email, password: ways.house.PASSWORD });
    },
    triesOf: async ({ viewer }: Things) =>
      (await ways.house.db.paymentTry.findUnique({ where: { key: `account:${viewer.id}` } }))?.tries ?? 0,
    /** They have tried so often in this hour. */
    spent: (of: Things, tries: number) =>
      ways.house.db.paymentTry.create({ data: { key: `account:${of.viewer.id}`, tries, resetsAt: new Date(Date.now() + 600_000) } }),
    /** A form of a way, with what is somebody's own in it. */
    formOf: (way: string, of: Owned, by: Customer) => formOf(ways, way, of, by),
  };
}

/** Loaded after the keys are set: the environment is read once. */
async function open() {
  const { db } = await import("#lib/db/client.ts");
  const [account, checkout, links] = await Promise.all([
    import("#app/(shop)/account/actions.ts"),
    import("#app/(shop)/checkout/actions.ts"),
    import("#app/(auth)/actions.ts"),
  ]);
  const { anAccount, PASSWORD } = await import("#tests/domain/identity/accounts.ts");
  const { aPlan, buy, order } = await import("#tests/support/shop.ts");
  const { quoteOrder } = await import("#lib/billing/buying/quote-order.ts");
  const { writtenTerms } = await import("#lib/catalog/terms.ts");
  const { signLink } = await import("#lib/kernel/signed-link.ts");
  const { createLinkToken } = await import("#lib/identity/link-token.ts");
  const { changeSettings } = await import("#tests/support/shop.ts");
  await changeSettings("balance", { topUps: { EUR: { amounts: ["1000"], most: null } } });
  const files: Record<string, object> = { [ACCOUNT]: account, [CHECKOUT]: checkout, [LINKS]: links };
  const action = (way: string) => {
    const [file, name] = [way.slice(0, way.lastIndexOf(" ")), way.slice(way.lastIndexOf(" ") + 1)];
    return (files[file] as Record<string, FormAction>)[name];
  };
  return { db, action, links, anAccount, PASSWORD, aPlan, buy, order, quoteOrder, writtenTerms, signLink, createLinkToken };
}

/** A viewer with a running plan, an order at Stripe's page, an invoice that is overdue, and a link to add a method. */
async function aViewerWithThings({ db, anAccount, aPlan, buy, order }: House) {
  const viewer = await db.customer.update({ where: { id: (await anAccount()).id }, data: { country: "DE" } });
  const [bought, waiting, other] = [await aPlan(), await aPlan(), await aPlan()];
  const { subscriptionId } = await buy(viewer, bought.price);
  const { orderId } = await order(viewer, waiting.price, { gateway: "stripe" });
  const [invoice, method] = await Promise.all([
    db.invoice.findFirstOrThrow({ where: { customerId: viewer.id, status: "PAID" } }),
    db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id } }),
  ]);
  return { viewer, subscriptionId, orderId, invoiceId: invoice.id, methodId: method.id, priceId: other.price.id };
}

type Owned = Pick<Things, "subscriptionId" | "orderId" | "invoiceId" | "methodId" | "priceId">;

async function formOf({ house, mine }: Ways, way: string, of: Owned, by: Customer) {
  const { quoteOrder, writtenTerms } = house;
  const { subscriptionId, orderId, invoiceId, methodId, priceId } = of;
  const at = new Date().toISOString();
  const shown = writtenTerms(await quoteOrder({ priceId: mine.priceId, currency: "EUR", country: "DE" }), by.id);
  const order = { price: priceId, currency: "EUR", country: "DE", gateway: "stripe", shown, consent: "on" };
  const forms: Record<string, Record<string, string>> = {
    cancelSubscription: { subscriptionId, when: "now", at, shown: "0 0", decided: "on" },
    changeMyPlan: { subscriptionId, priceId, currency: "EUR", gateway: "stripe", at, shown: "x" },
    forgetMethod: { methodId },
    payIn: { choice: "EUR 1000", gateway: "stripe" },
    payOpenInvoice: { invoiceId, gateway: "stripe" },
    placeGift: { ...order, toName: "Tom", toEmail: "tom@example.com" },
    placeOrder: order,
    renewWithMethod: { methodId },
    resumeOrder: { orderId },
    saveMethod: { gateway: "stripe", replaces: methodId },
    takeOfferToStay: { offerId: subscriptionId, at, shown: "x" },
    takeUpAgain: { subscriptionId, priceId, currency: "EUR", gateway: "stripe", shown, consent: "on" },
    withdrawFromContract: { subscriptionId, at, shown: "0" },
  };
  return forms[way.slice(way.lastIndexOf(" ") + 1)];
}
