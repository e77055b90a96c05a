import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

it.each(["SIGTERM", "SIGKILL"] as const)(
  "what npm has started ends when npm is ended by %s",
  async (signal) => {
    const npm = spawn("npm", ["run", "worker"], { env: { ...process.env, STREAMTILL_MODE: "start" } });
    let said = "";
    for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (data) => (said += data));
    await expect.poll(() => said, { timeout: 90_000 }).toContain("The worker is running");
    npm.kill(signal);
    await once(npm, "close"); // its output is closed when the last process that could write to it has ended
    expect(said).toContain("Stopped. Nothing was lost.");
  },
  120_000,
);

it.each([
  ["start", "test"],
  ["start", "demo"],
  ["worker", "test"],
])("npm run %s refuses to be in mode %s", (command, mode) => {
  const env = { ...process.env, STREAMTILL_MODE: mode };
  const { status, stderr } = spawnSync(process.execPath, ["scripts/bootstrap.mjs", command], { env, encoding: "utf8", timeout: 20_000 });
  expect([status, stderr]).toEqual([1, `STREAMTILL_MODE: ${mode} is not for npm run ${command}. Leave it out.\n`]);
});
