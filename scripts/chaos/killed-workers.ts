import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { installTemplates } from "#lib/messages/templates/templates.ts";
import { dueForRenewal } from "#lib/subscriptions/state.ts";
import { type MortalWorkers, startMortalWorkers } from "./mortal-worker.ts";
import { sellAWeekAgo } from "./prepare.ts";
import { settleDown } from "./settle-down.ts";
import { startStripe } from "./vendors/stripe.ts";
import { judge, type Verdict } from "./verdict.ts";

export type Killing = {
  renewals: number;
  workers: number;
  /** How long the renewals may take, and how long what has no answer may stay so afterwards. */
  trafficMs: number;
  patienceMs: number;
};

const SECOND_MS = 1_000;

type Renewed = Verdict & { notOnce: string[]; failedWorkers: string[] };

/**
 * Lets subscriptions that are all due at once be renewed by worker processes of which none lives long, with Stripe answering as it should. The database of this process is
 * migrated and empty.
 */
export async function killWorkers(killing: Killing, say: (line: string) => void) {
  const { renewals, patienceMs } = killing;
  const vendor = await startStripe();
  Object.assign(process.env, vendor.keys(vendor.url));
  await installTemplates();
  say(`${renewals} viewers have bought a weekly plan, a week ago …`);
  const sold = await sellAWeekAgo(renewals, vendor, 0);
  const failures: string[] = [];
  const began = Date.now();
  say(`${killing.workers} workers renew, each killed a second after it runs …`);
  let livesMs = SECOND_MS;
  const workers = startMortalWorkers(
    killing.workers,
    () => livesMs,
    (output) => failures.push(output),
  );
  try {
    await watch(killing, workers, () => (livesMs += SECOND_MS));
    workers.spare();
    const seconds = Math.round((Date.now() - began) / 1000);
    say(
      `${renewals - (await stillDue())} are renewed in ${seconds} s, by workers that lived ${livesMs / SECOND_MS} s. What was cut off is waited for …`,
    );
    const verdictOf = async (): Promise<Renewed> => ({
      ...(await judge(
        vendor,
        sold.map(({ id }) => ({ id, payments: 2 })),
      )),
      notOnce: await notRenewedOnce(),
      failedWorkers: failures,
    });
    const settled = await settleDown(verdictOf, () => 0, { patienceMs, hurry: true });
    return { verdict: settled.verdict, kills: workers.kills(), seconds, settledSeconds: settled.seconds };
  } finally {
    await workers.stop();
    await vendor.close();
  }
}

/** Until nothing is due, or the time is over. Where a round of kills has let nobody renew anything, for this machine is slow, they are to live longer. */
async function watch({ workers: count, trafficMs }: Killing, workers: MortalWorkers, liveLonger: () => void): Promise<void> {
  const deadline = Date.now() + trafficMs;
  let kills = 0;
  for (let [due, before] = [await stillDue(), Infinity]; due > 0 && Date.now() < deadline; due = await stillDue()) {
    const isStuck = due === before && workers.kills() - kills >= count;
    if (isStuck) liveLonger();
    if (isStuck || due < before) kills = workers.kills();
    before = due;
    await sleep(500);
  }
}

function stillDue(): Promise<number> {
  return db.subscription.count({ where: dueForRenewal(new Date()) });
}

/** A subscription that is not in its second period, or has not exactly one invoice for each. */
async function notRenewedOnce(): Promise<string[]> {
  const all = await db.subscription.findMany({ select: { number: true, cycle: true, invoices: { select: { cycle: true } } } });
  return all.flatMap(({ number, cycle, invoices }) => {
    const billed = invoices.map((invoice) => invoice.cycle).sort();
    return cycle === 1 && billed.join() === "0,1" ? [] : [`subscription ${number} is in cycle ${cycle}, billed are ${billed.join(", ")}`];
  });
}
