import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { env } from "#lib/kernel/env.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { aPlan, aViewer, buy, CARDS, order } from "#tests/support/shop.ts";
import { connect } from "../chaos/connect.ts";
import type { Report, Vendor } from "../chaos/vendor.ts";
import { VENDORS } from "../chaos/vendors.ts";
import { BareWrites } from "./bare-writes.ts";
import { inTurn, median, perSecond, share } from "./in-turn.ts";
import type { Stage } from "./stage.ts";

const CONNECTIONS = 10;
const EVENTS = 150;
const ROUNDS = 5;
/** A server that has just started compiles what it does often: what an event costs it falls by a third until about the sixth round. */
const WARM_UP = 5;
const HOUR_MS = 60 * 60_000;

/** Who tells of payments. */
type Teller = Pick<Vendor, "gateway" | "saves" | "pay" | "reportOf">;

const SANDBOX: Teller = {
  gateway: "sandbox",
  saves: true,
  pay: async (reference) => void (await completeSandboxCheckout(reference, CARDS.ok)),
  reportOf: (reference) => sandboxWebhook(reference, "succeeded"),
};

/**
 * For each gateway: genuine events of paid orders, verified, stored and answered, beside a bare route handler of the same build that inserts the same body; and how
 * fast the orders are settled by them, which goes on while others are answered, beside a bare transaction that inserts the rows of a purchase. Vendors are stand-ins in this process.
 */
export async function measure({ url, serve }: Stage, print: (line: object) => void): Promise<void> {
  const vendors = await Promise.all(Object.values(VENDORS).map((start) => start()));
  for (const vendor of vendors) await connect(vendor, vendor.url);
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: CONNECTIONS });
  const [renewing, ending] = [await soldOf(pool), await soldOf(pool, { kind: "PASS" })];
  const soldBy = ({ saves }: Teller) => (saves ? renewing : ending);
  const tellers = [SANDBOX, ...vendors];
  const paid = new Map<string, string[]>();
  for (const teller of tellers) paid.set(teller.gateway, await paidOrders(teller, soldBy(teller).price, EVENTS * (WARM_UP + ROUNDS)));
  await serve();
  for (const teller of tellers) await measureOne(teller, paid.get(teller.gateway)!, { url, bare: soldBy(teller).bare, print });
  await pool.end();
  await Promise.all(vendors.map((vendor) => vendor.close()));
}

/** A plan, and the rows that a purchase of it leaves. */
async function soldOf(pool: pg.Pool, options: Parameters<typeof aPlan>[0] = {}): Promise<{ price: Price; bare: BareWrites }> {
  const { price } = await aPlan(options);
  return { price, bare: await BareWrites.like(pool, async () => void (await buy(await aViewer(), price))) };
}

type Beside = { url: string; bare: BareWrites; print: (line: object) => void };

async function measureOne({ gateway, reportOf }: Teller, events: string[], { url, bare, print }: Beside): Promise<void> {
  const alike = { ...reportOf(events[0]), address: undefined };
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const send = (path: string, some: Report[]) => perSecond(some, CONNECTIONS, (event) => post(`${url}${path}`, event, agent));
  const settled: number[] = [];
  const figures = await inTurn(
    {
      answered: async () => {
        const references = events.splice(0, EVENTS);
        const sent = references.map(reportOf);
        const began = performance.now();
        const answered = await send(`/api/webhooks/payments/${gateway}`, sent);
        await allSettled(gateway);
        settled.push((EVENTS * 1000) / (performance.now() - began));
        await allPaid(gateway, references);
        await allSent();
        return answered;
      },
      bareRoute: () =>
        send(
          "/api/bench/insert",
          Array.from({ length: EVENTS * 2 }, () => alike),
        ),
      bareTransactions: async () => {
        const viewers = await Promise.all(Array.from({ length: EVENTS }, () => aViewer()));
        return perSecond(bare.prepare(viewers.map(({ id }) => id)), CONNECTIONS, (rows) => bare.insertEach(rows));
      },
    },
    ROUNDS,
    WARM_UP,
  );
  agent.destroy();
  const { answered, bareRoute, bareTransactions } = figures;
  print({ gateway, unit: "events/s", answered, bareRoute, share: share(answered, bareRoute), target: 0.5 });
  const middle = median(settled.slice(WARM_UP));
  print({ gateway, unit: "events/s", settled: middle, bareTransactions, share: share(middle, bareTransactions), target: 0.3 });
}

/** The gateway's references of orders that are paid at the gateway, which nobody has told us yet. */
async function paidOrders({ gateway, pay }: Teller, price: Price, count: number): Promise<string[]> {
  await perSecond(Array.from({ length: count }), CONNECTIONS, async () => {
    const { orderId } = await order(await aViewer(), price, { gateway });
    const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
    await pay(gatewayReference!);
  });
  // Nobody asks about them by himself while the others are measured, and nobody reads in the vendor's list that they are paid.
  const [now, later] = [new Date(), new Date(Date.now() + HOUR_MS)];
  await db.transaction.updateMany({ where: { gateway }, data: { reconcileAt: later } });
  await db.gatewaySweep.create({ data: { gateway, list: "PAYMENTS", beganAt: now, readTo: now, dueAt: later } });
  const open = await db.transaction.findMany({ where: { gateway, status: "PENDING" }, select: { gatewayReference: true } });
  return open.map(({ gatewayReference }) => gatewayReference!);
}

function post(usual: string, { body, headers, address: url = usual }: Report, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } }, (response) => {
      response
        .resume()
        .once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`A webhook got ${response.statusCode}.`))));
    });
    sent.once("error", reject).end(body);
  });
}

async function allSettled(source: string): Promise<void> {
  while ((await db.inboundEvent.count({ where: { source, handledAt: null } })) > 0) await sleep(20);
}

/** Letters go out after the payments that they tell of: whoever is measured next is not to bear them. */
async function allSent(): Promise<void> {
  while ((await db.message.count({ where: { status: "QUEUED" } })) > 0) await sleep(20);
}

/** Looking at an event is not enough: its order is to be paid. */
async function allPaid(gateway: string, references: string[]): Promise<void> {
  const charged = { status: "SUCCEEDED", order: { status: "PAID" } } as const;
  const paid = await db.transaction.count({ where: { gateway, gatewayReference: { in: references }, ...charged } });
  if (paid !== references.length) throw new Error(`${paid} of ${references.length} orders are paid that ${gateway} told of.`);
}
