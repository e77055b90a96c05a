import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export type MortalServer = {
  /** Starts that were ready and did not stay so. */
  failures: string[];
  /** Seconds from each start to ready. */
  starts: number[];
  /** kill -9 of pages and worker, then a start at once, under the traffic there is. @throws when it ends by itself or is not ready in time. */
  killAndStart(): Promise<void>;
  stop(): Promise<void>;
  /** The end of what it printed. */
  output(): string;
};

const LONGEST_START_MS = 120_000;
/** A busy machine may be slow, but not silent. */
const LONGEST_ANSWER_MS = 30_000;

/** The production server, pages and worker in one process, with the environment of this process and `variables`; its health is looked at every second. */
export async function startMortalServer(url: string, variables: Record<string, string>): Promise<MortalServer> {
  const failures: string[] = [];
  const starts: number[] = [];
  let output = "";
  let child: ChildProcess;
  let ended: Promise<void>;
  let life = new AbortController();

  async function start(): Promise<void> {
    const began = Date.now();
    child = spawn(process.execPath, ["scripts/start.ts"], { env: { ...process.env, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output = (output + data).slice(-20_000)));
    ended = new Promise((resolve) => child.once("exit", () => resolve()));
    while ((await health(url)).status !== 200) {
      if (child.exitCode !== null) throw new Error(`Start ${starts.length + 1} ended by itself:\n${output}`);
      if (Date.now() - began > LONGEST_START_MS) {
        await end("SIGKILL");
        throw new Error(`Start ${starts.length + 1} was not ready in time:\n${output}`);
      }
      await sleep(100);
    }
    starts.push(Math.round((Date.now() - began) / 100) / 10);
    life = new AbortController();
    void watch(life.signal, starts.length);
  }

  async function watch(alive: AbortSignal, number: number): Promise<void> {
    while (!alive.aborted) {
      const { status, said } = await health(url);
      if (!alive.aborted && status !== 200) {
        failures.push(`start ${number}: health answered ${status} later: ${said}`);
        return;
      }
      await sleep(1_000);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    life.abort();
    child.kill(signal);
    await ended;
  }

  const killAndStart = async () => {
    await end("SIGKILL");
    await start();
  };
  await start();
  return { failures, starts, killAndStart, stop: () => end("SIGTERM"), output: () => output };
}

/** Status 0 for no answer. */
async function health(url: string): Promise<{ status: number; said: string }> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(LONGEST_ANSWER_MS) });
    return { status: response.status, said: await response.text() };
  } catch (error) {
    return { status: 0, said: String(error) };
  }
}
