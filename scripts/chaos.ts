import { parseArgs } from "node:util";
import { withStage } from "./bench/stage.ts";
import { type Killing, killWorkers } from "./chaos/killed-workers.ts";
import { type Chaos, type Told, tell } from "./chaos/story.ts";
import { VENDORS } from "./chaos/vendors.ts";
import { runCommand } from "./run-command.ts";

const MINUTE_MS = 60_000;
const FULL = {
  purchases: 2_500,
  renewals: 1_500,
  refunds: 1_000,
  kills: 20,
  trafficMs: 120 * MINUTE_MS,
  patienceMs: 10 * MINUTE_MS,
  hurry: false,
};
/** For `npm test`: fewer people, and the pauses before what has no answer is asked about are left out. */
const SHORT = { purchases: 70, renewals: 50, refunds: 30, kills: 2, trafficMs: 4 * MINUTE_MS, patienceMs: 2 * MINUTE_MS, hurry: true };

const KILLING = { renewals: 2_000, workers: 4, trafficMs: 60 * MINUTE_MS, patienceMs: 10 * MINUTE_MS };
const SHORT_KILLING = { renewals: 40, workers: 4, trafficMs: 5 * MINUTE_MS, patienceMs: 2 * MINUTE_MS };

const { gateway, seed, short, workers } = parseArgs({
  options: {
    gateway: { type: "string", default: "stripe" },
    seed: { type: "string", default: "20261127" },
    short: { type: "boolean" },
    workers: { type: "boolean" },
  },
}).values;

/**
 * Purchases, renewals and refunds while a vendor fails and the server is killed: `npm run chaos`, `npm run chaos -- --gateway=paypal`, `npm run chaos -- --seed=7` for other faults.
 * `npm run chaos -- --workers`: renewals by four worker processes, each killed every second.
 * Fails unless nothing is lost, doubled, unknown after ten minutes or unfinished, the books agree, the vendor's description knows every request, and every start held.
 */
await runCommand(() =>
  workers ? withStage(() => kill(short ? SHORT_KILLING : KILLING), { pages: false }) : withStage(({ url }) => confuse(url)),
);

async function confuse(url: string): Promise<void> {
  const chaos: Chaos = { ...(short ? SHORT : FULL), seed: Number(seed) };
  if (!Number.isInteger(chaos.seed)) throw new Error("The seed is a whole number.");
  if (!VENDORS[gateway]) throw new Error(`There is no vendor "${gateway}". Say one of: ${Object.keys(VENDORS).join(", ")}.`);
  const told = await tell(chaos, gateway, url, console.log);
  say(rows(told));
  decide(told.verdict, `The server said last:\n${told.output}`);
}

async function kill(killing: Killing): Promise<void> {
  const { verdict, kills, seconds, settledSeconds } = await killWorkers(killing, console.log);
  say([
    ["renewals", `${killing.renewals} in ${seconds} s`],
    ["kill -9", kills],
    ["settled", `${settledSeconds} s after the last renewal`],
    ...counted(verdict),
  ]);
  decide(verdict, "");
}

function say(figures: [string, string | number][]): void {
  for (const [name, value] of figures) console.log(`  ${name.padEnd(13)} ${value}`);
}

function decide(verdict: Record<string, string[]>, output: string): void {
  const wrong = Object.entries(verdict).filter(([, lines]) => lines.length > 0);
  if (wrong.length === 0) {
    console.log(
      "Nothing is lost, doubled, unknown or unfinished; the books agree; the vendor was asked for nothing that it does not know; every start held.",
    );
    return;
  }
  for (const [name, lines] of wrong)
    console.log(
      `${name}:\n${lines
        .slice(0, 10)
        .map((line) => `  ${line}\n`)
        .join("")}`,
    );
  console.log(output);
  throw new Error(`Chaos left something behind (seed ${seed}).`);
}

function counted(verdict: Record<string, string[]>): [string, number][] {
  return Object.entries(verdict).map(([name, lines]) => [name, lines.length]);
}

function rows({ chaos, ...told }: Told): [string, string | number][] {
  const { purchases, renewals, refunds, kills } = chaos;
  const { verdict, bought, trafficSeconds, settledSeconds, requests, webhooks, starts } = told;
  return [
    ["purchases", `${bought} of ${purchases} in ${trafficSeconds} s`],
    ["renewals", renewals],
    ["refunds", refunds],
    [
      "requests",
      `${requests.requests} to the vendor; ${requests.before} failed before it acted, ${requests.after} after; ${requests.delayed} held up, ${requests.twice} heard twice`,
    ],
    ["webhooks", `${webhooks.delivered} delivered, ${webhooks.twice} of them twice; ${webhooks.failed} tries failed`],
    ["kill -9", `${kills}; ready again after ${starts.slice(1).join(", ")} s`],
    ["settled", `${settledSeconds} s after the last purchase`],
    ...counted(verdict),
  ];
}
