// Runs one of the project's commands from whatever state the folder is in: installs what is missing, generates the
// database client when the schema changed, then hands over to Node 26. Plain JavaScript, for it starts on Node 20.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installPackages } from "./packages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE = join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
const COMMANDS = {
  start: "scripts/start.ts",
  demo: "scripts/demo.ts",
  dev: "scripts/dev.ts",
  worker: "scripts/worker.ts",
  test: "scripts/test.ts",
  check: "scripts/check.ts",
  books: "scripts/books.ts",
  bench: "scripts/bench.ts",
  chaos: "scripts/chaos.ts",
  conformance: "tests/conformance/run.ts",
  "seed-large": "scripts/seed-large.ts",
  migrate: "scripts/migrate.ts",
  diff: "scripts/diff.ts",
  generate: null,
};
const DEVELOPMENT = ["dev", "test", "check", "diff", "conformance"];
/** Production, with tools that a shop does without. */
const MEASURING = ["bench", "chaos"];
/** What a shop and its worker may be, whatever the environment says. */
const MODES = { start: ["start"], worker: ["start", "demo"] };
const WITHOUT_DOTENV = ["test", "check", "diff", "conformance", "generate"];

const [command, ...rest] = process.argv.slice(2);
if (!(command in COMMANDS)) stop(`Say what to run, one of: ${Object.keys(COMMANDS).join(", ")}.`);
process.chdir(root);
if (Number(process.versions.node.split(".")[0]) < 20)
  stop(`Node 20 or newer is needed, this is ${process.version}. Get it from https://nodejs.org.`);
try {
  installPackages(root, NODE, DEVELOPMENT.includes(command) || MEASURING.includes(command));
} catch (error) {
  stop(error.message);
}
generate(command === "generate");
if (COMMANDS[command]) await handOver(COMMANDS[command]);

function generate(always) {
  // Beside what it speaks of: packages may be shared by checkouts, or kept while the client is not.
  const stamp = join(root, "lib/db/generated/made-from");
  const hash = createHash("sha256").update(readFileSync("node_modules/@prisma/client/package.json"));
  for (const file of readdirSync("prisma/schema").sort()) hash.update(readFileSync(join("prisma/schema", file)));
  const digest = hash.digest("hex");
  if (!always && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error("Generating the database client …");
  const done = spawnSync(NODE, ["scripts/generate.ts"], { encoding: "utf8" });
  if (done.status !== 0) stop(`The database client could not be generated:\n${done.stdout}${done.stderr}`);
  writeFileSync(stamp, digest);
}

/** Runs the command with Node 26: here when this is it, else in a child that ends when this process does. */
async function handOver(file) {
  const script = join(root, file);
  if (!existsSync(script)) stop(`${file} is missing: this checkout is not complete.`);
  endWithNpm();
  if (Number(process.versions.node.split(".")[0]) < 26) return runChild();
  process.env.NODE_ENV = DEVELOPMENT.includes(command) ? "development" : "production";
  if (existsSync(".env") && !WITHOUT_DOTENV.includes(command)) process.loadEnvFile(".env");
  const mode = process.env.STREAMTILL_MODE || "start";
  if (MODES[command]?.includes(mode) === false) stop(`STREAMTILL_MODE: ${mode} is not for npm run ${command}. Leave it out.`);
  if (process.channel) process.once("disconnect", () => process.kill(process.pid, "SIGTERM")).channel.unref();
  process.argv = [process.argv[0], script, ...rest];
  await import(pathToFileURL(script).href);
}

/** npm's shell hands no signal on: once npm or that shell is gone, nobody is left to stop this process, so it stops itself. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const { ppid } = process;
  const parent = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(ppid)], { encoding: "utf8" }).stdout ?? "";
  const npm = Number(/^\s*(\d+) \S*sh -c /.exec(parent)?.[1] ?? ppid);
  const watch = setInterval(() => {
    if (process.ppid === ppid && isAlive(npm)) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function runChild() {
  const child = spawn(NODE, [fileURLToPath(import.meta.url), command, ...rest], { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    stop(`Node 26 does not run on this machine (${error.message}). Get it from https://nodejs.org and run this again.`),
  );
  child.on("exit", (code) => process.exit(code ?? 1));
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
