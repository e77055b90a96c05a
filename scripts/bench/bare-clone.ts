import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import type { Stage } from "./stage.ts";

/** What finds the programs and the packages. */
const OF_THE_MACHINE = /^(PATH|HOME|NODE_EXTRA_CA_CERTS|(HTTPS?|NO)_PROXY)$/i;

/**
 * From a bare clone to the addresses: how long the demo takes, and how large a shop's folder is then. Beside them what the machine cannot do without:
 * npm installs, Next builds (the demo's history is written meanwhile), and the packages lie on the disk.
 */
export async function measure(_: Stage, print: (line: object) => void): Promise<void> {
  const demo = await inClone((folder) => untilAddresses(folder, ["run", "demo"]));
  print({ unit: "s", demo: demo.seconds, installing: demo.installing, building: demo.building, target: 180 });
  const [shop, packages] = await inClone(async (folder) => {
    await untilAddresses(folder, ["start"]);
    return [sizeOf(folder), sizeOf(join(folder, "node_modules"))].map((bytes) => Math.round(bytes / 1_000_000));
  });
  print({ unit: "MB", shop, packages, target: 900 });
}

async function inClone<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "streamtill-clone-"));
  try {
    execFileSync("git", ["clone", "--quiet", ".", folder]);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Started = { seconds: number; installing: number; building: number };

/** Starts what a stranger starts, with nothing of ours in its environment, and stops it when it tells where it is. */
async function untilAddresses(folder: string, command: string[]): Promise<Started> {
  const began = performance.now();
  const machines = Object.entries(process.env).filter(([name]) => OF_THE_MACHINE.test(name));
  const env = { ...Object.fromEntries(machines), PORT: String(await freePort()) } as unknown as NodeJS.ProcessEnv;
  const npm = spawn("npm", command, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(npm, "exit");
  let said = "";
  for await (const text of npm.stdout.setEncoding("utf8")) {
    said += text;
    if (said.includes("Ctrl-C")) break;
  }
  if (!said.includes("Ctrl-C")) throw new Error(`npm ${command.join(" ")} ended before it told its addresses:\n${said}`);
  const seconds = Math.round((performance.now() - began) / 1000);
  npm.kill();
  await ended;
  const took = (what: RegExp) => Number(what.exec(said)?.[1]);
  return { seconds, installing: took(/Installed in (\d+) s/), building: took(/Built the pages in (\d+) s/) };
}

/** What the folder takes of the disk, in bytes. A file with two names (npm gives Node's program another) is there once. */
function sizeOf(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  // The server goes on meanwhile: what it has taken away is not there.
  const found = paths.flatMap((path) => lstatSync(join(folder, path), { throwIfNoEntry: false }) ?? []);
  const files = new Map(found.map(({ ino, blocks }) => [ino, blocks * 512]));
  return [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}
