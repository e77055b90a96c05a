import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { handleEvent } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { register } from "#lib/customers/register.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import type { Visitor } from "#lib/events/count-step.ts";
import { cancelSandboxCheckout, completeSandboxCheckout, confirmSandboxPayment } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import type { Sold } from "./catalogue.ts";
import type { Extras } from "./extras.ts";
import { drawVisitor } from "./origins.ts";
import { type Person, person } from "./people.ts";
import { Random } from "./random.ts";

/** How the first visit to the payment page ends. */
type Checkout = "pays" | "confirms" | "declined, then pays" | "declined" | "leaves";

export type ViewerPlan = {
  person: Person;
  buys: boolean;
  checkout: Checkout;
  card: string;
  priceId: string;
  couponCode?: string;
  addOns: string[];
  visitor: Visitor;
  ip: string;
  /** How the payment is learned of: the viewer's return, or the webhook alone. */
  settledBy: "return" | "webhook";
};

const CARDS = [
  ["4242424242424242", 84],
  ["5105105105105100", 7], // two declines, then recovers
  ["4000000000000341", 4], // every renewal declines
  ["4000000000000077", 4], // pending, then paid
  ["4000002500003155", 1], // renewals ask the viewer
] as const;
const DECLINING = "4000000000009995";
const ASKING = "4000002760003184";

/** Draws what viewer `index` will do. All chance is drawn here, in order, so the story does not depend on what finishes first. */
export function drawViewer(random: Random, index: number, catalogue: Sold[], { addOn }: Extras): ViewerPlan {
  const { prices } = random.weighted([
    [catalogue[0], 26],
    [catalogue[1], 40],
    [catalogue[2], 20],
    [catalogue[3], 14],
  ]);
  const viewer = {
    person: person(random, index),
    buys: random.chance(0.7),
    checkout: random.weighted<Checkout>([
      ["pays", 86],
      ["confirms", 4],
      ["declined, then pays", 4],
      ["declined", 2],
      ["leaves", 4],
    ]),
    card: random.weighted(CARDS),
    price: random.chance(0.5) ? prices[0] : random.pick(prices),
    couponCode: random.weighted([
      [undefined, 80],
      ["WELCOME20", 12],
      ["FRIENDS", 4],
      ["FIVER", 4],
    ]),
    visitor: random.uuid(),
    ip: `203.0.113.${random.between(1, 254)}`,
    settledBy: random.chance(0.15) ? ("webhook" as const) : ("return" as const),
  };
  const { interval, intervalCount, id: priceId } = viewer.price;
  const inStep = addOn.prices.filter((price) => price.interval === interval && intervalCount === 1);
  // Each sixth or so; what was drawn before stays as it was without.
  // Drawn apart, too: what was drawn before there was more to a visitor stays as it was.
  const visitor = { ...drawVisitor(new Random(index + 1), viewer.person.country), id: viewer.visitor };
  return { ...viewer, visitor, priceId, addOns: index % 6 === 0 ? inStep.map(({ id }) => id) : [] };
}

/** A viewer signs up and, most of the time, buys: all through the use cases that the shop's pages call. */
export async function enterViewer(plan: ViewerPlan): Promise<void> {
  const customer = await signUp(plan.person);
  if (!plan.buys) return;
  const { currency, country } = plan.person;
  const order = { priceId: plan.priceId, currency, couponCode: plan.couponCode, addOns: plan.addOns };
  const quote = await quoteOrder({ ...order, country, customerId: customer.id });
  const { orderId } = await buyPlan({
    ...order,
    customer,
    gateway: "sandbox",
    shown: writtenTerms(quote, customer.id),
    consent: true,
    ip: plan.ip,
    ipCountry: country,
    visitor: plan.visitor,
  });
  await visitPaymentPage(orderId, customer.id, plan);
}

function signUp({ currency: _, city, addressLine1, postalCode, ...registration }: Person): Promise<Customer> {
  return transaction(async (tx) => {
    const customer = await register(tx, registration);
    return tx.customer.update({
      where: { id: customer.id },
      data: { city, addressLine1, postalCode, emailVerifiedAt: customer.createdAt },
    });
  });
}

async function visitPaymentPage(orderId: string, customerId: string, { checkout, card, settledBy }: ViewerPlan): Promise<void> {
  const reference = await newestReference(orderId);
  if (!reference) return;
  if (checkout === "leaves") await cancelSandboxCheckout(reference);
  else if (checkout === "confirms") {
    await completeSandboxCheckout(reference, ASKING);
    await confirmSandboxPayment(reference);
  } else await completeSandboxCheckout(reference, checkout === "pays" ? card : DECLINING);
  if (settledBy === "webhook" && checkout === "pays") await hearOf(reference);
  else await confirmReturn({ orderId });
  if (checkout !== "declined, then pays") return;
  await retryOrder({ orderId }, customerId);
  const second = await newestReference(orderId);
  if (second) await completeSandboxCheckout(second, card);
  await confirmReturn({ orderId });
}

async function newestReference(orderId: string): Promise<string | null> {
  const newest = await db.transaction.findFirst({ where: { orderId }, orderBy: { attempt: "desc" }, select: { gatewayReference: true } });
  return newest?.gatewayReference ?? null;
}

async function hearOf(reference: string): Promise<void> {
  const { eventId } = await receivePaymentWebhook("sandbox", sandboxWebhook(reference, "succeeded"));
  if (eventId) await handleEvent(eventId);
}
