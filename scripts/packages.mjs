// The packages of this folder. Plain JavaScript, for it runs on Node 20, before there are any.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** What neither a shop nor its build reads, a third of it all: source maps, types, prose and headers, other databases, what only development runs, and what browsers would have of the fonts of PDFs. */
const UNREAD = [
  /\.(map|d\.[cm]?ts|md|h)$/,
  /^@prisma\/client\/runtime\/query_compiler_(?:fast_|small_)bg\.(cockroachdb|mysql|sqlite|sqlserver)\./,
  /^next\/dist\/compiled\/next-server\/.+\.dev\.js$/,
  /^(@typescript|playwright|playwright-core)\//,
  /^@fontsource\/.+\.woff2$/,
];
/** Says that something was removed: a later `npm install` by hand would bring back packages, but not their files. */
const PRUNED = ".pruned";
/** `next build` asks whether these are there. */
const ASKED_FOR = /^@types\//;

/**
 * Installs what package-lock.json asks for, unless node_modules holds exactly that: a shop's packages, without those for development, if `development`
 * is false. Then a folder that has them keeps them, and one that has them not is rid of what nothing reads there.
 * @throws Error with what to do
 */
export function installPackages(root, node, development) {
  const have = installed(root);
  const wanted = ({ optional, dev, devOptional }) => !optional && (development || !(dev || devOptional));
  const mark = join(root, "node_modules", PRUNED);
  const pruned = development && existsSync(mark);
  const missing =
    pruned ||
    Object.entries(locked(join(root, "package-lock.json"))).some(
      ([path, entry]) => path !== "" && wanted(entry) && have?.[path]?.version !== entry.version,
    );
  if (!missing && existsSync(node)) return;
  const all = development || Object.values(have ?? {}).some(({ dev }) => dev);
  const server = runningServer(root);
  if (have && server)
    throw new Error(
      `The packages have to be installed anew, under the server that runs from this folder (process ${server}). Stop it first.`,
    );
  const began = performance.now();
  console.log("Installing packages (once; about a minute) …");
  npmCi(root, all);
  if (!existsSync(node))
    throw new Error("Node 26 was not installed: its install script did not run. Get it with: npm rebuild node --allow-scripts=node");
  if (!all) {
    writeFileSync(mark, "");
    removeUnread(join(root, "node_modules"));
  }
  console.log(`Installed in ${Math.round((performance.now() - began) / 1000)} s.`);
}

/** npm writes its own copy of the lock last, so a broken install has none. */
function installed(root) {
  const copy = join(root, "node_modules/.package-lock.json");
  return existsSync(copy) ? locked(copy) : null;
}

function locked(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** The process id of a server of this folder that uses its own PostgreSQL; null when there is none. */
function runningServer(root) {
  const data = resolve(root, process.env.DATA_DIR || "data");
  for (const home of [data, join(data, "demo")]) {
    const record = join(home, "postgres.json");
    const { users = [] } = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
    const alive = users.map((identity) => Number(identity.split("@")[0])).find(isAlive);
    if (alive) return alive;
  }
  return null;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function npmCi(root, all) {
  const bin = join(root, "node_modules/.bin");
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => resolve(folder) !== bin);
  const env = { ...process.env, PATH: path.join(delimiter) };
  const shell = process.platform === "win32";
  const kinds = [all ? "--include=dev" : "--omit=dev", "--include=optional"];
  const args = ["ci", ...kinds, "--ignore-scripts=false", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = spawnSync("npm", args, { cwd: root, stdio: "inherit", env, shell });
  if (done.error) throw new Error("npm is missing. It comes with Node: https://nodejs.org, or: apt-get install npm.");
  if (done.status !== 0)
    throw new Error(
      "The packages could not be installed (npm's reason is above). Check the connection to the npm registry, then run this again.",
    );
}

function removeUnread(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const inPackages = path.slice(path.lastIndexOf("node_modules") + "node_modules/".length).replaceAll("\\", "/");
    if (entry.isFile() && !ASKED_FOR.test(inPackages) && UNREAD.some((unread) => unread.test(inPackages))) rmSync(path);
  }
}
