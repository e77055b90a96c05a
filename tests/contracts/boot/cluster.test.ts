import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, expect, it } from "vitest";

const home = mkdtempSync(join(tmpdir(), "streamtill-cluster-"));
const children: ChildProcess[] = [];

afterEach(() => Promise.all(children.splice(0).map(stop)));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it("makes a database that only its owner can open, and stops it", async () => {
  const { child, url } = await open();
  await run(url, "CREATE TABLE kept (id int)");
  expect(statSync(join(home, "postgres.json")).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, "postgres")).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, "postgres.log")).mode & 0o777).toBe(0o600);
  await expect(run(url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow("password authentication failed");
  await stop(child);
  await expect(run(url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});

it("is joined by a second process, and ends with the last, whoever that is", async () => {
  const [first, second] = [await open(), await open()];
  expect(second.url).toBe(first.url);
  await stop(first.child);
  await run(first.url, "SELECT * FROM kept");
  await stop(second.child);
  await expect(run(first.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});

it("is opened by several at once: one starts it, the others join", async () => {
  const opened = await Promise.all([open(), open(), open()]);
  expect(new Set(opened.map(({ url }) => url)).size).toBe(1);
});

it("survives kill -9 of its owner; the next one takes it over and stops it", async () => {
  const first = await open();
  await run(first.url, "INSERT INTO kept VALUES (1)");
  await kill(first.child.pid);
  const next = await open();
  expect(next).toMatchObject({ url: first.url, said: expect.stringContaining("Took over") });
  expect(await run(next.url, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
  await stop(next.child);
  await expect(run(next.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});

it("is left to the worker by a command that comes after kill -9 of the server", async () => {
  const [server, worker] = [await open(), await open()];
  await kill(server.child.pid);
  const command = await open();
  await stop(command.child);
  expect(await run(worker.url, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
  await kill(postmaster());
  await comesBack(worker.url);
  await stop(worker.child);
  await expect(run(worker.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});

it("recovers after kill -9 of everything", async () => {
  const first = await open();
  await kill(first.child.pid);
  await kill(postmaster());
  expect(await run((await open()).url, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
});

it("does not mistake another process for itself when a crash left a file that names it", async () => {
  const stranger = spawn("sleep", ["60"]);
  writeFileSync(join(home, "postgres/postmaster.pid"), `${stranger.pid}\n${join(home, "postgres")}\n0\n1\n\n127.0.0.1\n`);
  expect(await run((await open()).url, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
});

it("comes back on the same address when it ends by itself", async () => {
  const { url } = await open();
  await kill(postmaster());
  await comesBack(url);
});

async function comesBack(url: string): Promise<void> {
  for (let tries = 0; tries < 200 && (await run(url, "SELECT 1").catch(() => null)) === null; tries += 1) await sleep(100);
  expect(await run(url, "SELECT * FROM kept")).toEqual([{ id: 1 }]);
}

async function open(): Promise<{ child: ChildProcess; url: string; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "start-cluster.ts"), home], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  let said = "";
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const url = said.match(/^postgresql:.*$/m)?.[0];
    if (url) return { child, url, said };
  }
  throw new Error(`The cluster did not open: ${said}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.write("\n");
  await once(child, "exit");
}

async function kill(pid: number | undefined): Promise<void> {
  process.kill(pid!, "SIGKILL");
  await sleep(50);
}

function postmaster(): number {
  return Number(readFileSync(join(home, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

async function run(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
