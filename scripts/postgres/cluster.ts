import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFileLock } from "../file-lock.ts";
import { isAlive, processIdentity } from "../process-identity.ts";
import { answers, ensureDatabase, urlOf } from "./connection.ts";
import { findPrograms, initialise, launch } from "./programs.ts";
import { type ClusterRecord, postmasterPid, readRecord, writeRecord } from "./record.ts";

export interface Cluster {
  url: string;
  /** Stops PostgreSQL if this process started or adopted it. */
  stop(): Promise<void>;
}

/**
 * The embedded PostgreSQL of `dataDir`, made on first use. A running one is joined; one whose owner died is adopted; a crash
 * is recovered from. Its files and its password stay inside `dataDir`; it listens on 127.0.0.1 only, without Unix sockets.
 * @param settings further `name=value` settings for the server
 */
export async function openCluster(dataDir: string, say: (line: string) => void, settings: string[] = []): Promise<Cluster> {
  const home = writableFolder(dataDir);
  return withFileLock(join(home, "postgres.lock"), async () => {
    const record = (await findRunning(home, say)) ?? (await start(home, say, settings));
    await ensureDatabase(record);
    if (record.owner !== self()) return { url: urlOf(record), stop: async () => undefined };
    const release = keepRunning(home, record, say, settings);
    process.once("exit", () => requestStop(home));
    return { url: urlOf(record), stop: () => release().then(() => stopCluster(home)) };
  });
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

/** A live cluster of this folder, taken over when its owner is gone. Waits for one that is just starting or stopping. */
async function findRunning(home: string, say: (line: string) => void): Promise<ClusterRecord | null> {
  for (let pid = postmasterPid(home); pid; pid = postmasterPid(home)) {
    const record = readRecord(home);
    if (record && (await answers(record, home))) {
      if (processIdentity(Number(record.owner.split("@")[0])) === record.owner) return record;
      say("Took over the database that an earlier process left running.");
      return writeRecord(home, { ...record, owner: self() });
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
    return launch(home, programs, { ...known, owner: self() }, settings);
  }
  say("Creating the database (once; a few seconds) …");
  const record = writeRecord(home, { password: randomBytes(24).toString("base64url"), port: 0, owner: self() });
  initialise(home, programs, record.password);
  return launch(home, programs, record, settings);
}

/** Starts PostgreSQL again, on the same port, should it ever end before we ask it to. @returns what ends the watch. */
function keepRunning(home: string, record: ClusterRecord, say: (line: string) => void, settings: string[]): () => Promise<void> {
  let restarting: Promise<unknown> | null = null;
  const watch = setInterval(() => {
    if (restarting || postmasterPid(home)) return;
    say("The database stopped by itself. Starting it again …");
    restarting = findPrograms(home)
      .then((programs) => launch(home, programs, record, settings))
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

/** PostgreSQL's "fast shutdown": open transactions are rolled back, all that was committed is on disk. */
async function stopCluster(home: string): Promise<void> {
  const pid = requestStop(home);
  while (pid && isAlive(pid)) await sleep(20);
}

function requestStop(home: string): number | null {
  const pid = postmasterPid(home);
  if (pid) process.kill(pid, "SIGINT");
  return pid;
}

function self(): string {
  return processIdentity(process.pid) ?? "";
}
