import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lives, processIdentity } from "./process-identity.ts";

/** Runs `work` while no other process holds the lock file `path`. A holder that died (kill -9) is recognised by its start time. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!take(path)) await sleep(100);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A link appears whole or not at all, so that nobody reads a half-written lock. */
function take(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, processIdentity(process.pid) ?? "");
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    removeWhenStale(path);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function removeWhenStale(path: string): void {
  let holder: string;
  try {
    holder = readFileSync(path, "utf8");
  } catch {
    return; // released in the meantime
  }
  if (!lives(holder)) rmSync(path, { force: true });
}
