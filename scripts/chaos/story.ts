import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "#prisma/seed/random.ts";
import { startStripeServer } from "#tests/support/stripe-server.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import { startFaultyProxy } from "./faulty-proxy.ts";
import { type MortalServer, startMortalServer } from "./mortal-server.ts";
import { buyPatiently, homeOf } from "./patient-viewer.ts";
import { makeViewers, sellAWeekAgo } from "./prepare.ts";
import { settleDown } from "./settle-down.ts";
import { judge } from "./verdict.ts";

export type Chaos = {
  seed: number;
  purchases: number;
  renewals: number;
  kills: number;
  /** How long the purchases may take together, and how long what has no answer may stay so afterwards. */
  trafficMs: number;
  patienceMs: number;
  /** Lets reconciliation and stored events be due at once after the traffic instead of after their pauses. */
  hurry: boolean;
};

export type Told = Awaited<ReturnType<typeof tell>>;

const AT_ONCE = 8;
/** One renewal falls due after the other, so that some are under way at each kill. */
const APART_MS = 1_000;

/**
 * Purchases over HTTP at `url` and renewals by the worker, with Stripe behind a proxy that fails one request in five, webhooks that are repeated,
 * and a server that is killed and started under the traffic. The database of this process is migrated and empty.
 */
export async function tell(chaos: Chaos, url: string, say: (line: string) => void) {
  const seeded = new Random(chaos.seed);
  const random = () => seeded.next();
  const stripe = await startStripeServer();
  const proxy = await startFaultyProxy(stripe.url, random);
  const keys = { STRIPE_SECRET_KEY: stripe.secretKey, STRIPE_WEBHOOK_SECRET: stripe.webhookSecret };
  Object.assign(process.env, keys, { STRIPE_API_BASE: stripe.url });
  say(`${chaos.renewals} viewers have bought a weekly plan, a week ago …`);
  const renewing = await sellAWeekAgo(chaos.renewals, stripe, APART_MS);
  const { viewers, price } = await makeViewers(chaos.purchases);
  const server = await startMortalServer(url, { STRIPE_API_BASE: proxy.url, TRUSTED_PROXIES: "1" });
  const webhooks = deliverWebhooks(stripe, `${url}/api/webhooks/payments/stripe`, random);
  try {
    say(`${chaos.purchases} viewers buy, ${chaos.renewals} plans renew, kill -9 ${chaos.kills} times …`);
    const began = Date.now();
    const deadline = began + chaos.trafficMs;
    let bought = 0;
    const waiting = viewers.entries();
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (const [index, viewer] of waiting) if (await buyPatiently(url, price.id, viewer, homeOf(index), deadline)) bought += 1;
    });
    const killing = killOnTheWay(chaos, random, server, () => bought, deadline);
    await Promise.all([...lanes, killing]);
    const trafficSeconds = Math.round((Date.now() - began) / 1000);
    say(`${bought} have bought in ${trafficSeconds} s. What has no answer yet is waited for …`);
    const buyers = [...viewers.map(({ id }) => ({ id, payments: 1 })), ...renewing.map(({ id }) => ({ id, payments: 2 }))];
    const { verdict, seconds } = await settleDown(() => judge(stripe, buyers), webhooks.waiting, chaos);
    return {
      verdict: { ...verdict, failedStarts: server.failures },
      bought,
      trafficSeconds,
      settledSeconds: seconds,
      requests: proxy.counts,
      webhooks: webhooks.counts,
      starts: server.starts,
      output: server.output(),
    };
  } finally {
    await webhooks.stop();
    await server.stop();
    await Promise.all([proxy.close(), stripe.close()]);
  }
}

/** Kills fall at drawn points of the purchases, so that there is traffic at each. */
async function killOnTheWay(
  { kills, purchases }: Chaos,
  random: () => number,
  server: MortalServer,
  bought: () => number,
  deadline: number,
) {
  const points = Array.from({ length: kills }, () => random() * 0.9 * purchases).sort((one, other) => one - other);
  for (const point of points) {
    while (bought() < point && Date.now() < deadline) await sleep(50);
    await server.killAndStart();
  }
}
