import { setTimeout as sleep } from "node:timers/promises";
import type { Customer } from "#lib/db/generated/client.ts";
import { Random } from "#prisma/seed/random.ts";
import { connect } from "./connect.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import { startFaultyProxy } from "./faulty-proxy.ts";
import { giveBackPatiently, notGivenBackOnce } from "./give-back.ts";
import { type MortalServer, startMortalServer } from "./mortal-server.ts";
import { buyPatiently, homeOf } from "./patient-viewer.ts";
import { makeViewers, sellAWeekAgo } from "./prepare.ts";
import { settleDown } from "./settle-down.ts";
import type { Vendor } from "./vendor.ts";
import { VENDORS } from "./vendors.ts";
import { type Buyer, judge } from "./verdict.ts";

export type Chaos = {
  seed: number;
  purchases: number;
  renewals: number;
  /** Parts of the purchases that an operator gives back. */
  refunds: number;
  kills: number;
  /** How long the purchases may take together, and how long what has no answer may stay so afterwards. */
  trafficMs: number;
  patienceMs: number;
  /** Lets reconciliation and stored events be due at once after the traffic instead of after their pauses. */
  hurry: boolean;
};

export type Told = Awaited<ReturnType<typeof tell>>;

const AT_ONCE = 8;
/** What is given back of a purchase, in minor units. */
const REFUND = 100n;
/** One renewal falls due after the other, so that some are under way at each kill. */
const APART_MS = 600;

/**
 * Purchases over HTTP at `url`, renewals by the worker and refunds by an operator, with the vendor behind a proxy that fails one request in five, webhooks that are repeated,
 * and a server that is killed and started under the traffic. The database of this process is migrated and empty.
 */
export async function tell(asked: Chaos, gateway: string, url: string, say: (line: string) => void) {
  const seeded = new Random(asked.seed);
  const random = () => seeded.next();
  const vendor = await VENDORS[gateway]();
  const chaos = vendor.saves ? asked : boughtOnly(asked);
  const proxy = await startFaultyProxy(vendor, random, false);
  await connect(vendor, proxy.url);
  say(`${chaos.renewals} viewers have bought a weekly plan, a week ago …`);
  const renewing = await sellAWeekAgo(chaos.renewals, vendor, APART_MS);
  const allDue = Date.now() + chaos.renewals * APART_MS;
  const { viewers, price } = await makeViewers(chaos.purchases, vendor);
  const server = await startMortalServer(url, { TRUSTED_PROXIES: "1" });
  const webhooks = deliverWebhooks(vendor, `${url}/api/webhooks/payments/${gateway}`, random);
  proxy.begin();
  try {
    say(
      `${chaos.purchases} viewers buy, ${chaos.renewals} plans renew, ${chaos.refunds} are given a part back, kill -9 ${chaos.kills} times …`,
    );
    const began = Date.now();
    const deadline = began + chaos.trafficMs;
    let bought = 0;
    const waiting = viewers.entries();
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (const [index, viewer] of waiting) {
        if (!(await buyPatiently(url, price.id, viewer, vendor, homeOf(index), deadline))) continue;
        bought += 1;
        if (index < chaos.refunds) await giveBackPatiently(vendor, viewer, REFUND, deadline);
      }
    });
    const killing = killOnTheWay(chaos, random, server, () => bought, deadline);
    await Promise.all([...lanes, killing]);
    const trafficSeconds = Math.round((Date.now() - began) / 1000);
    // Patience counts from when nothing new begins: the last plans fall due after the last purchase where those are quick.
    await sleep(Math.max(0, allDue - Date.now()));
    say(`${bought} have bought in ${trafficSeconds} s, and all plans were due. What has no answer yet is waited for …`);
    const buyers = [...viewers.map(({ id }) => ({ id, payments: 1 })), ...renewing.map(({ id }) => ({ id, payments: 2 }))];
    const { verdict, seconds } = await settleDown(() => judgeAll(vendor, buyers, viewers.slice(0, chaos.refunds)), webhooks.waiting, chaos);
    const left = webhooks.waiting();
    return {
      chaos,
      verdict: {
        ...verdict,
        undelivered: left > 0 ? [`${left} were not answered with 200`] : [],
        failedStarts: server.failures,
      },
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
    await Promise.all([proxy.close(), vendor.close()]);
  }
}

/** What a vendor cannot renew is bought instead. */
function boughtOnly(asked: Chaos): Chaos {
  return { ...asked, purchases: asked.purchases + asked.renewals, renewals: 0 };
}

/** What is said of payments, and of what was to be given back once each. */
async function judgeAll(vendor: Vendor, buyers: Buyer[], refunded: Customer[]) {
  const verdict = await judge(vendor, buyers);
  return { ...verdict, refunds: await notGivenBackOnce(refunded, REFUND) };
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
