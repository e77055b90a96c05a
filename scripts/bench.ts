import { spawnSync } from "node:child_process";
import { withStage } from "./bench/stage.ts";
import { runCommand } from "./run-command.ts";
import { CARELESS } from "./seed-large/careless.ts";

/** The use cases come first: once the server runs, its worker sends the messages that they queue, at the cost of whatever is measured. */
const NAMES = ["checkout", "webshop", "webhooks", "pages", "renewals", "lighthouse", "bare-clone"];
/** What is measured with histories of so many transactions, each in a database and a process of its own. */
const SIZED = {
  dashboard: { sizes: [10_000, 100_000, 1_000_000], load: () => import("./bench/dashboard.ts") },
  export: { sizes: [1_000_000], load: () => import("./bench/export.ts") },
};
type Sized = keyof typeof SIZED;

/**
 * How fast the product is beside what this machine can do at all, measured in the same run, the two in turn.
 * `npm run bench` measures everything, `npm run bench -- webhooks` one part, `npm run bench -- dashboard=10000000` what operators see with so many transactions, `export=10000000` their file. A JSON line each;
 * targets are shares of the machine's own limit, or, of `lighthouse`, its scores.
 */
await runCommand(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !NAMES.includes(name) && !/^(dashboard|export)(=\d+)?$/.test(name));
  if (unknown) throw new Error(`There is no benchmark "${unknown}". Say one of: ${[...NAMES, ...Object.keys(SIZED)].join(", ")}.`);
  const chosen = asked.length > 0 ? asked : [...NAMES, ...Object.keys(SIZED)];
  const shared = chosen.filter((name) => NAMES.includes(name));
  if (shared.length > 0)
    await withStage(async (stage) => {
      for (const name of shared) await (await import(`./bench/${name}.ts`)).measure(stage, printer(name));
    });
  for (const name of chosen) {
    if (name in SIZED) for (const size of SIZED[name as Sized].sizes) again(`${name}=${size}`);
    const [, what, size] = /^(\w+)=(\d+)$/.exec(name) ?? [];
    if (!what) continue;
    const { measure } = await SIZED[what as Sized].load();
    await withStage((stage) => measure(stage, printer(what), Number(size)), { settings: CARELESS });
  }
});

function printer(bench: string): (line: object) => void {
  return (line) => console.log(JSON.stringify({ bench, ...line }));
}

/** This command, in a process whose database is another. */
function again(name: string): void {
  const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: "inherit" });
  if (status !== 0) throw new Error(`${name} could not be measured.`);
}
