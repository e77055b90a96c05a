import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./server/build.ts";

/**
 * Everything: checks, build, tests, journeys in Chromium. The last line counts what passed and failed.
 * `--histories=5000` tells so many random histories instead of 500 (tests/scenarios/histories.test.ts); `--full` looks at each page in all its states and
 * languages, instead of in one of each (tests/e2e/accessibility).
 */
const { histories, full } = parseArgs({ options: { histories: { type: "string" }, full: { type: "boolean" } } }).values;
if (full) process.env.FULL = "1";
if (histories) process.env.HISTORIES = histories;
const counts = { passed: 0, failed: 0 };

count("npm run check", run("scripts/check.ts"));
count("build", await built());
vitest("unit", "contracts", "domain", "scenarios", "web");
vitest("chaos");
vitest("e2e");
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 ? 1 : 0);

function count(name: string, passed: boolean): void {
  counts[passed ? "passed" : "failed"] += 1;
  if (!passed) console.log(`✗ ${name}`);
}

function run(program: string, ...args: string[]): boolean {
  const env = Object.assign({}, process.env, { NODE_ENV: "test" });
  return spawnSync(process.execPath, [program, ...args], { stdio: "inherit", env }).status === 0;
}

async function built(): Promise<boolean> {
  return buildIfStale(console.log).then(
    () => true,
    () => false,
  );
}

/** A test file that could not even be loaded counts as one failure, and so does a run that ends badly for another reason. */
function vitest(...projects: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "streamtill-report-"));
  const report = join(folder, "report.json");
  const passed = run(
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...projects.map((name) => `--project=${name}`),
  );
  const failedBefore = counts.failed;
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const broken = testResults.filter(
      (file: { status: string; assertionResults: unknown[] }) => file.status === "failed" && file.assertionResults.length === 0,
    );
    counts.passed += numPassedTests;
    counts.failed += numFailedTests + broken.length;
  } catch {
    console.log("The test run left no report.");
  }
  if (!passed && counts.failed === failedBefore) counts.failed += 1;
  rmSync(folder, { recursive: true });
}
