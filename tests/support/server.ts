import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { freePort } from "#scripts/free-port.ts";

/** The operator every test server has. */
export const OWNER = { email: "owner@example.com", password: "test-owner-2026" };

const SLICE_MS = 20;

export interface TestServer {
  url: string;
  /** All it printed since the start. */
  output(): string;
  /** kill -9, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same address and data, after a kill. */
  restart(): Promise<void>;
}

const stops: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(stops.map((stop) => stop())));

/**
 * The production server on a free port, with the database and the data folder of this test file (call `useDatabase()`, too),
 * sandbox gateway and outbox channels. Stopped when the file's tests are done.
 * @param variables of the environment, e.g. STRIPE_SECRET_KEY
 * @param slowness how many times slower than this machine it runs
 */
export async function startServer(variables: Record<string, string> = {}, slowness = 1): Promise<TestServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = { NODE_ENV: "production", LOG_LEVEL: "error", OPERATOR_EMAIL: OWNER.email, OPERATOR_PASSWORD: OWNER.password };
  const env = Object.assign({}, process.env, settings, { PORT: String(port), APP_URL: url }, variables);
  let output = "";
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ["scripts/start.ts"], { env });
    if (slowness > 1) void slowDown(child, slowness);
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += data));
    while (!(await isReady(url))) {
      if (child.exitCode !== null) throw new Error(`The server did not start:\n${output}`);
      await sleep(100);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (hasEnded(child)) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  stops.push(() => end("SIGTERM"));
  await start();
  return { url, output: () => output, kill: () => end("SIGKILL"), restart: start };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Lets the process run for one slice of time in `times`, as a machine that has too much to do would. */
async function slowDown(child: ChildProcess, times: number): Promise<void> {
  while (!hasEnded(child)) {
    child.kill("SIGSTOP");
    await sleep((times - 1) * SLICE_MS);
    child.kill("SIGCONT");
    await sleep(SLICE_MS);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
