import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFileLock } from "../file-lock.ts";
import { isAlive, lives, processIdentity } from "../process-identity.ts";
import { answers, ensureDatabase, urlOf } from "./connection.ts";
import { findPrograms, initialise, launch } from "./programs.ts";
import { type ClusterRecord, postmasterPid, readRecord, writeRecord } from "./record.ts";

export interface Cluster {
  url: string;
  /** Leaves the cluster; the last one to leave stops it. */
  stop(): Promise<void>;
}

/**
 * The embedded PostgreSQL of `dataDir`, made on first use. A running one is joined, whoever started it and whether that one still lives;
 * a crash is recovered from. It belongs to all that use it: each starts it again should it end by itself, and whoever leaves last stops it.
 * Its files and its password stay inside `dataDir`; it listens on 127.0.0.1 only, without Unix sockets.
 * @param settings further `name=value` settings for the server
 */
export async function openCluster(dataDir: string, say: (line: string) => void, settings: string[] = []): Promise<Cluster> {
  const home = writableFolder(dataDir);
  const record = await alone(home, async () => {
    const found = (await findRunning(home, say)) ?? (await start(home, say, settings));
    await ensureDatabase(found);
    return writeRecord(home, { ...found, users: [...otherUsers(found), self()] });
  });
  const release = keepRunning(home, say, settings);
  process.once("exit", () => leaveInHaste(home));
  return { url: urlOf(record), stop: () => release().then(() => alone(home, () => leave(home))) };
}

function alone<T>(home: string, work: () => Promise<T>): Promise<T> {
  return withFileLock(join(home, "postgres.lock"), work);
}

function writableFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK);
    return realpathSync(path);
  } catch {
    throw new Error(`This user may not write to ${resolve(path)}. Start as its owner, or name another folder: DATA_DIR=… npm start`);
  }
}

/** A live cluster of this folder. Waits for one that is just starting or stopping. */
async function findRunning(home: string, say: (line: string) => void): Promise<ClusterRecord | null> {
  for (let pid = postmasterPid(home); pid; pid = postmasterPid(home)) {
    const record = readRecord(home);
    if (record && (await answers(record, home))) {
      if (otherUsers(record).length === 0) say("Took over the database that an earlier process left running.");
      return record;
    }
    await sleep(100);
  }
  return null;
}

async function start(home: string, say: (line: string) => void, settings: string[]): Promise<ClusterRecord> {
  const programs = await findPrograms(home);
  const known = readRecord(home);
  if (existsSync(join(home, "postgres"))) {
    if (!known)
      throw new Error(
        `${join(home, "postgres.json")} with the database's password is missing. Restore it, or move ${join(home, "postgres")} away.`,
      );
    return launch(home, programs, known, settings);
  }
  say("Creating the database (once; a few seconds) …");
  const record = writeRecord(home, { password: randomBytes(24).toString("base64url"), port: 0, users: [] });
  initialise(home, programs, record.password);
  return launch(home, programs, record, settings);
}

/** Starts PostgreSQL again, on the same port, should it end while it is used. @returns what ends the watch. */
function keepRunning(home: string, say: (line: string) => void, settings: string[]): () => Promise<void> {
  let restarting: Promise<unknown> | null = null;
  const watch = setInterval(() => {
    if (restarting || postmasterPid(home)) return;
    restarting = alone(home, () => restart(home, say, settings))
      .catch((error: Error) => say(error.message))
      .finally(() => {
        restarting = null;
      });
  }, 1_000).unref();
  return async () => {
    clearInterval(watch);
    await restarting;
  };
}

/** Unless another of its users has done so meanwhile. */
async function restart(home: string, say: (line: string) => void, settings: string[]): Promise<void> {
  const record = readRecord(home);
  if (!record || postmasterPid(home)) return;
  say("The database stopped by itself. Starting it again …");
  await launch(home, await findPrograms(home), record, settings);
}

/** PostgreSQL's "fast shutdown", if nobody else is left: open transactions are rolled back, all that was committed is on disk. */
async function leave(home: string): Promise<void> {
  const pid = signOut(home);
  while (pid && isAlive(pid)) await sleep(20);
}

/** For a process that ends without having left: nothing can be waited for any more. */
function leaveInHaste(home: string): void {
  if (readRecord(home)?.users.includes(self())) signOut(home);
}

/** @returns the process id of the PostgreSQL that was asked to stop, for its last user has gone. */
function signOut(home: string): number | null {
  const record = readRecord(home);
  if (!record) return null;
  const users = otherUsers(record);
  writeRecord(home, { ...record, users });
  const pid = users.length === 0 ? postmasterPid(home) : null;
  if (pid) process.kill(pid, "SIGINT");
  return pid;
}

/** Those who use it besides this process, and live. */
function otherUsers({ users }: ClusterRecord): string[] {
  return users.filter((user) => user !== self() && lives(user));
}

function self(): string {
  return processIdentity(process.pid) ?? "";
}
