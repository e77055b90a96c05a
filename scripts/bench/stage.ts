import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { migrate } from "#prisma/migrate.ts";
import { freePort } from "../free-port.ts";
import { openCluster } from "../postgres/cluster.ts";
import { buildIfStale } from "../server/build.ts";

export type Stage = {
  url: string;
  /** Starts the production server, once. */
  serve(): Promise<void>;
  /** What its process holds, and at most held, in MB; where the system tells (Linux). */
  memory(): { now: number; most: number } | null;
};

/** A database and a data folder of its own, thrown away afterwards; `db` and `env()` of this process point there. `pages`: whether the build is needed; `settings`: of the embedded server. */
export async function withStage(work: (stage: Stage) => Promise<void>, { pages = true, settings = [] as string[] } = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "streamtill-bench-"));
  const url = `http://localhost:${await freePort()}`;
  if (pages) await buildIfStale(console.error);
  const database = await openEmptyDatabase(folder, settings);
  Object.assign(process.env, {
    STREAMTILL_MODE: "test",
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    APP_URL: url,
    PORT: new URL(url).port,
    TRUSTED_PROXIES: "1",
    AUTH_SECRET: randomBytes(33).toString("base64"),
  });
  let server: ChildProcess | undefined;
  const serve = async () => {
    server ??= spawn(process.execPath, ["scripts/start.ts"], { stdio: ["ignore", "ignore", "inherit"] });
    while (!(await isReady(url))) {
      if (server.exitCode !== null) throw new Error("The server did not start.");
      await sleep(100);
    }
  };
  try {
    await migrate(database.url);
    await work({ url, serve, memory: () => memoryOf(server?.pid) });
  } finally {
    if (server) await end(server);
    const { db } = await import("#lib/db/client.ts");
    await db.$disconnect();
    await database.drop();
    rmSync(folder, { recursive: true });
  }
}

/** On the server of DATABASE_URL, else on an embedded one in `folder`. */
async function openEmptyDatabase(folder: string, settings: string[]): Promise<{ url: string; drop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (!given) {
    const cluster = await openCluster(folder, () => undefined, settings);
    return { url: cluster.url, drop: () => cluster.stop() };
  }
  const name = `streamtill_bench_${randomBytes(4).toString("hex")}`;
  await runOn(given, `CREATE DATABASE ${name}`);
  return {
    url: Object.assign(new URL(given), { pathname: name }).href,
    drop: () => runOn(given, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function runOn(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
}

function memoryOf(pid: number | undefined): { now: number; most: number } | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const lines = new Map(
    [...readFileSync(file, "utf8").matchAll(/^(\w+):\s*(\d+) kB$/gm)].map(([, name, kilobytes]) => [name, Number(kilobytes)]),
  );
  const megabytes = (name: string) => Math.round((lines.get(name) ?? 0) / 1024);
  return { now: megabytes("VmRSS"), most: megabytes("VmHWM") };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
