import pg from "pg";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { env } from "#lib/kernel/env.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";
import { barePurchaser, withBareShop } from "./bare-shop.ts";
import { BareWrites } from "./bare-writes.ts";
import { inTurn, perSecond, share } from "./in-turn.ts";
import type { Stage } from "./stage.ts";
import { buyInShop, visitShop } from "./visit-shop.ts";

const AT_ONCE = 8;
const PURCHASES = 160;
const BARE = 480;
const ROUNDS = 9;
/** So many rounds until a server is no faster in the next. */
const WARM_UP = 4;

/**
 * Orders placed and settled with the sandbox: through the use cases, beside a bare transaction that inserts the rows that one of them leaves; over
 * HTTP, beside the same conversation with a bare Next app.
 */
export async function measure({ url, serve }: Stage, print: (line: object) => void): Promise<void> {
  const { price } = await aPlan();
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE" });
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: AT_ONCE });
  try {
    const bare = await BareWrites.like(pool, async () => buy(await aViewer(), price, quote));
    const unit = { unit: "orders/s", atOnce: AT_ONCE, rows: bare.rows };
    print({ ...unit, through: "use cases", ...(await throughUseCases(bare, price, quote)) });
    await serve();
    print({ ...unit, through: "HTTP", ...(await overHttp(bare, price, url)) });
  } finally {
    await pool.end();
  }
}

async function throughUseCases(bare: BareWrites, price: Price, quote: Quote): Promise<object> {
  const bareRows = async () => bare.prepare((await viewers(BARE)).map(({ id }) => id));
  const figures = await inTurn(
    {
      orders: async () => perSecond(await viewers(PURCHASES), AT_ONCE, (viewer) => buy(viewer, price, quote)),
      bareTransactions: async () => perSecond(await bareRows(), AT_ONCE, (rows) => bare.insertEach(rows)),
      batchedTransactions: async () => perSecond(await bareRows(), AT_ONCE, (rows) => bare.insertAll(rows)),
    },
    ROUNDS,
    WARM_UP,
  );
  return { ...figures, share: share(figures.orders, figures.bareTransactions), target: 0.3 };
}

async function overHttp(bare: BareWrites, price: Price, url: string): Promise<object> {
  const viewer = await aViewer();
  const visit = await visitShop(url, price.id, viewer);
  const [checkout, returned] = [await visit.open(visit.checkout), await buyInShop(url, price.id, viewer, address())];
  const sizes = { checkout: checkout.length, returned: returned.length };
  return withBareShop(bare, async (bareUrl) => {
    const buyInBareShop = await barePurchaser(bareUrl, viewer, sizes);
    const figures = await inTurn(
      {
        orders: async () => perSecond(await viewers(PURCHASES), AT_ONCE, (buyer) => buyInShop(url, price.id, buyer, address())),
        bareNext: async () => perSecond(await viewers(PURCHASES), AT_ONCE, buyInBareShop),
      },
      ROUNDS,
      WARM_UP,
    );
    return { ...figures, share: share(figures.orders, figures.bareNext), target: 0.4 };
  });
}

let networks = 0;

/** Of another network each time: payments of one are slowed down after some hundred in an hour. */
function address(): string {
  networks += 1;
  return `10.${networks >> 8}.${networks & 255}.1`;
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
