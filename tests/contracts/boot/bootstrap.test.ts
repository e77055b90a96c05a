import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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

it("makes the database client anew in a checkout whose packages know of a newer one", () => {
  const checkout = mkdtempSync(join(tmpdir(), "checkout-"));
  try {
    for (const path of [
      "scripts/bootstrap.mjs",
      "scripts/packages.mjs",
      "scripts/generate.ts",
      "scripts/run-command.ts",
      "prisma",
      "package.json",
      "package-lock.json",
    ])
      cpSync(path, join(checkout, path), { recursive: true });
    symlinkSync(resolve("node_modules"), join(checkout, "node_modules"));
    const client = join(checkout, "lib/db/generated/client.ts");
    mkdirSync(join(client, ".."), { recursive: true });
    writeFileSync(client, "export const from = 'an older schema';");
    const { stderr } = spawnSync(process.execPath, [join(checkout, "scripts/bootstrap.mjs"), "migrate"], { encoding: "utf8" });
    expect(stderr).toContain("scripts/migrate.ts is missing");
    expect(readFileSync(client, "utf8")).toContain("PrismaClient");
  } finally {
    rmSync(checkout, { recursive: true });
  }
});
