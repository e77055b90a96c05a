import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a live process from a later one with the same id: its start time. Null when there is no such process.
 * Read from /proc, or from `ps` where there is none (macOS).
 */
export function processIdentity(pid: number): string | null {
  if (!isAlive(pid)) return null;
  const stat = readProc(pid, "stat");
  if (stat) return `${pid}@${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  return `${pid}@${ps(pid, "lstart")}`;
}

/** Whether the process of that identity still lives. */
export function lives(identity: string): boolean {
  return processIdentity(Number(identity.split("@")[0])) === identity;
}

/** The command line of a process, its words separated by spaces; empty when there is no such process or it may not be read. */
export function commandLine(pid: number): string {
  if (!isAlive(pid)) return "";
  return readProc(pid, "cmdline")?.replaceAll("\0", " ") ?? ps(pid, "command");
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !/^\S+ \(.*\) Z/.test(readProc(pid, "stat") ?? "");
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string {
  return spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}
