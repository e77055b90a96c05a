import { parseArgs } from "node:util";
import { withStage } from "./bench/stage.ts";
import { type Chaos, type Told, tell } from "./chaos/story.ts";
import { runCommand } from "./run-command.ts";

const MINUTE_MS = 60_000;
const FULL = { purchases: 300, renewals: 300, kills: 5, trafficMs: 20 * MINUTE_MS, patienceMs: 10 * MINUTE_MS, hurry: false };
/** For `npm test`: fewer people, and the pauses before what has no answer is asked about are left out. */
const SHORT = { purchases: 24, renewals: 24, kills: 2, trafficMs: 4 * MINUTE_MS, patienceMs: 2 * MINUTE_MS, hurry: true };

const { seed, short } = parseArgs({ options: { seed: { type: "string", default: "20261127" }, short: { type: "boolean" } } }).values;

/**
 * Purchases and renewals while Stripe fails and the server is killed: `npm run chaos`, `npm run chaos -- --seed=7` for other faults.
 * Fails unless nothing is lost, doubled, unknown after ten minutes or unfinished, the books agree, and every start held.
 */
await runCommand(() =>
  withStage(async ({ url }) => {
    const chaos: Chaos = { ...(short ? SHORT : FULL), seed: Number(seed) };
    if (!Number.isInteger(chaos.seed)) throw new Error("The seed is a whole number.");
    const told = await tell(chaos, url, console.log);
    for (const [name, value] of rows(chaos, told)) console.log(`  ${name.padEnd(11)} ${value}`);
    const wrong = Object.entries(told.verdict).filter(([, lines]) => lines.length > 0);
    if (wrong.length === 0) return console.log("Nothing is lost, doubled, unknown or unfinished; the books agree; every start held.");
    for (const [name, lines] of wrong)
      console.log(
        `${name}:\n${lines
          .slice(0, 10)
          .map((line) => `  ${line}\n`)
          .join("")}`,
      );
    console.log(`The server said last:\n${told.output}`);
    throw new Error(`Chaos left something behind (seed ${seed}).`);
  }),
);

function rows({ purchases, renewals, kills }: Chaos, told: Told): [string, string | number][] {
  const { verdict, bought, trafficSeconds, settledSeconds, requests, webhooks, starts } = told;
  return [
    ["purchases", `${bought} of ${purchases} in ${trafficSeconds} s`],
    ["renewals", renewals],
    ["requests", `${requests.requests} to Stripe; ${requests.before} failed before it acted, ${requests.after} after`],
    ["webhooks", `${webhooks.delivered} delivered, ${webhooks.twice} of them twice; ${webhooks.failed} tries failed`],
    ["kill -9", `${kills}; ready again after ${starts.slice(1).join(", ")} s`],
    ["settled", `${settledSeconds} s after the last purchase`],
    ...Object.entries(verdict).map(([name, lines]): [string, number] => [name, lines.length]),
  ];
}
