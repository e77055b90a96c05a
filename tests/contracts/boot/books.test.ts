import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openCluster } from "#scripts/postgres/cluster.ts";

const folder = mkdtempSync(join(tmpdir(), "streamtill-books-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function books(dataDir: string) {
  const env = Object.assign({}, process.env, { DATA_DIR: dataDir, DATABASE_URL: "" });
  return spawnSync(process.execPath, ["scripts/books.ts"], { env, encoding: "utf8" });
}

async function empty(dataDir: string): Promise<void> {
  const cluster = await openCluster(dataDir, () => undefined, ["fsync=off"]);
  await cluster.stop();
}

it("makes no database to find that its books agree", () => {
  const { status, stderr } = books(folder);
  expect(status).toBe(1);
  expect(stderr).toContain("no books to prove");
  expect(existsSync(join(folder, "postgres"))).toBe(false);
});

it("proves the demo's beside the shop's, and says what it compared", async () => {
  const demo = join(folder, "demo");
  await empty(demo);
  const alone = books(folder);
  expect(alone.stderr + alone.stdout).toContain(`The books in ${demo}:`);
  expect(alone.stdout).toContain("Compared: 0 invoices and credit notes, 0 transactions, 0 journals.");
  expect(alone.status).toBe(0);
  await empty(folder);
  const both = books(folder);
  expect(both.stdout.match(/The books in .*/g)).toEqual([`The books in ${folder}:`, `The books in ${demo}:`]);
}, 120_000);
