import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";
import { BarePurchases } from "./bare-purchases.ts";
import { inTurn, perSecond, share } from "./in-turn.ts";
import type { Stage } from "./stage.ts";
import { buyInShop } from "./visit-shop.ts";

const AT_ONCE = 8;
const PURCHASES = 80;
const BARE = 160;
const ROUNDS = 5;

/** Orders placed and settled with the sandbox, beside a bare transaction that inserts the rows that one of them leaves. */
export async function measure(stage: Stage, print: (line: object) => void): Promise<void> {
  const { price } = await aPlan();
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE" });
  await buy(await aViewer(), price, quote); // Makes versions of the templates, which only the first purchase does.
  const bare = await BarePurchases.like(async () => buy(await aViewer(), price, quote));
  try {
    await beside(bare, price, quote, stage, (line) => print({ unit: "orders/s", atOnce: AT_ONCE, rows: bare.rows, ...line }));
  } finally {
    await bare.close();
  }
}

async function beside(
  bare: BarePurchases,
  price: Price,
  quote: Quote,
  { url, serve }: Stage,
  print: (line: object) => void,
): Promise<void> {
  const bareRows = async () => bare.prepare((await viewers(BARE)).map(({ id }) => id));
  const bareTransactions = async () => perSecond(await bareRows(), AT_ONCE, (rows) => bare.insertEach(rows));
  const batchedTransactions = async () => perSecond(await bareRows(), AT_ONCE, (rows) => bare.insertAll(rows));
  const useCases = async () => perSecond(await viewers(PURCHASES), AT_ONCE, (viewer) => buy(viewer, price, quote));
  const within = await inTurn({ orders: useCases, bareTransactions, batchedTransactions }, ROUNDS);
  print({ through: "use cases", ...within, share: share(within.orders, within.bareTransactions), target: 0.15 });

  await serve();
  const http = async () => perSecond(await viewers(PURCHASES / 4), AT_ONCE, (viewer) => buyInShop(url, price.id, viewer));
  const overHttp = await inTurn({ orders: http, bareTransactions }, ROUNDS);
  print({ through: "HTTP", ...overHttp, share: share(overHttp.orders, overHttp.bareTransactions) });
}

async function viewers(count: number): Promise<Customer[]> {
  const made: Customer[] = [];
  await perSecond(Array.from({ length: count }), AT_ONCE, async () => made.push(await aViewer()));
  return made;
}

/** `quote` is what each viewer's page has shown. */
async function buy(viewer: Customer, price: Price, quote: Quote): Promise<void> {
  const { orderId, url } = await buyPlan({
    consent: true,
    customer: viewer,
    priceId: price.id,
    currency: "EUR",
    gateway: "sandbox",
    shown: writtenTerms(quote, viewer.id),
  });
  await completeSandboxCheckout(new URL(url).pathname.split("/").at(-1)!);
  const returned = await confirmReturn({ orderId });
  if (returned?.status !== "paid") throw new Error(`An order ended as ${returned?.status}.`);
}
