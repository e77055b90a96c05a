import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { env } from "#lib/kernel/env.ts";
import type { RawWebhook } from "#lib/payments/gateway.ts";
import { sandboxWebhook } from "#lib/payments/gateways/sandbox/webhook.ts";
import { aPlan, aViewer, buy, order, payAtSandbox } from "#tests/support/shop.ts";
import { BareWrites } from "./bare-writes.ts";
import { inTurn, median, perSecond, share } from "./in-turn.ts";
import type { Stage } from "./stage.ts";

const CONNECTIONS = 10;
const EVENTS = 150;
const ROUNDS = 5;

/**
 * Genuine events of paid orders, verified, stored and answered, beside a bare route handler of the same build that inserts the same body; and how
 * fast the orders are settled by them, which goes on while others are answered, beside a bare transaction that inserts the rows of a purchase.
 */
export async function measure({ url, serve }: Stage, print: (line: object) => void): Promise<void> {
  const { price } = await aPlan();
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: CONNECTIONS });
  const bare = await BareWrites.like(pool, async () => void (await buy(await aViewer(), price)));
  const events = await paidOrders(price, EVENTS * (ROUNDS + 1));
  await serve();
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const send = (path: string, some: RawWebhook[]) => perSecond(some, CONNECTIONS, (event) => post(`${url}${path}`, event, agent));
  const settled: number[] = [];
  const figures = await inTurn(
    {
      answered: async () => {
        const sent = events.splice(0, EVENTS).map((reference) => sandboxWebhook(reference, "succeeded"));
        const began = performance.now();
        const answered = await send("/api/webhooks/payments/sandbox", sent);
        await allSettled();
        settled.push((EVENTS * 1000) / (performance.now() - began));
        return answered;
      },
      bareRoute: () =>
        send(
          "/api/bench/insert",
          Array.from({ length: EVENTS * 2 }, () => sandboxWebhook(events[0] ?? "", "succeeded")),
        ),
      bareTransactions: async () => {
        const viewers = await Promise.all(Array.from({ length: EVENTS }, () => aViewer()));
        return perSecond(bare.prepare(viewers.map(({ id }) => id)), CONNECTIONS, (rows) => bare.insertEach(rows));
      },
    },
    ROUNDS,
  );
  agent.destroy();
  await pool.end();
  const { answered, bareRoute, bareTransactions } = figures;
  print({ unit: "events/s", answered, bareRoute, share: share(answered, bareRoute), target: 0.5 });
  const middle = median(settled.slice(1));
  print({ unit: "events/s", settled: middle, bareTransactions, share: share(middle, bareTransactions), target: 0.3 });
}

/** The gateway's references of orders that are paid at the gateway, which nobody has told us yet. */
async function paidOrders(price: Price, count: number): Promise<string[]> {
  await perSecond(Array.from({ length: count }), CONNECTIONS, async () => {
    const { orderId } = await order(await aViewer(), price);
    await payAtSandbox(orderId);
  });
  const open = await db.transaction.findMany({ where: { status: "PENDING" }, select: { gatewayReference: true } });
  return open.map(({ gatewayReference }) => gatewayReference!);
}

function post(url: string, { body, headers }: RawWebhook, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } }, (response) => {
      response
        .resume()
        .once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`A webhook got ${response.statusCode}.`))));
    });
    sent.once("error", reject).end(body);
  });
}

async function allSettled(): Promise<void> {
  while ((await db.inboundEvent.count({ where: { source: "sandbox", handledAt: null } })) > 0) await sleep(20);
}
