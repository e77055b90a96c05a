import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** What scripts/worker.ts prints when all its jobs run. */
const RUNS = "The worker is running";

export type MortalWorkers = {
  kills(): number;
  /** Lets whoever is killed next be the last: from then on the workers live. */
  spare(): void;
  stop(): Promise<void>;
};

/**
 * Lets `count` worker processes run with the environment of this process; each is killed with SIGKILL when it has run for as long as `livesMs` says then, whatever it is about, and started anew.
 * @param failed is told when one ends by itself
 */
export function startMortalWorkers(count: number, livesMs: () => number, failed: (output: string) => void): MortalWorkers {
  const stopping = new AbortController();
  let kills = 0;
  let spared = false;

  async function live(): Promise<void> {
    const worker = spawn(process.execPath, ["scripts/worker.ts"], { stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(worker, "exit");
    let output = "";
    const runs = new Promise<void>((resolve) => {
      for (const stream of [worker.stdout, worker.stderr])
        stream.on("data", (data) => {
          output = (output + data).slice(-5_000);
          if (output.includes(RUNS)) resolve();
        });
    });
    const end = () => worker.kill("SIGTERM");
    stopping.signal.addEventListener("abort", end);
    await Promise.race([runs, ended]);
    await Promise.race([sleep(livesMs()), ended]);
    if (!spared && worker.kill("SIGKILL")) kills += 1;
    const [, signal] = await ended;
    stopping.signal.removeEventListener("abort", end);
    if (signal === null && !stopping.signal.aborted) failed(output);
  }

  const lanes = Array.from({ length: count }, async () => {
    while (!stopping.signal.aborted) await live();
  });
  return {
    kills: () => kills,
    spare: () => {
      spared = true;
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}
