import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { commandLine } from "../process-identity.ts";

/** What other processes need to join the cluster, and the identities of those that have, in DATA_DIR/postgres.json, readable by its user only. */
const clusterRecord = z.object({ port: z.number(), password: z.string(), users: z.array(z.string()).default([]) });
export type ClusterRecord = z.infer<typeof clusterRecord>;

export function readRecord(home: string): ClusterRecord | null {
  const text = read(join(home, "postgres.json"));
  return text === null ? null : clusterRecord.parse(JSON.parse(text));
}

/** Replaces the record as a whole, so that nobody reads half of it. */
export function writeRecord(home: string, record: ClusterRecord): ClusterRecord {
  const path = join(home, "postgres.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
  return record;
}

/**
 * The process id of the cluster's running PostgreSQL, or null. After a crash `postmaster.pid` may name a process that is
 * something else by now; PostgreSQL would not start beside it, so such a file is removed. One that names a dead process
 * stays: PostgreSQL itself then checks that no orphan still uses the shared memory named in it.
 */
export function postmasterPid(home: string): number | null {
  const cluster = join(home, "postgres");
  const file = join(cluster, "postmaster.pid");
  const pid = Number(read(file)?.split("\n")[0]);
  if (!pid) return null;
  const command = commandLine(pid);
  if (command.includes(`-D ${cluster} `)) return pid;
  if (command) rmSync(file, { force: true });
  return null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
