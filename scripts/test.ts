import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./server/build.ts";

/**
 * Everything: checks, build, tests, journeys in Chromium. The last line counts what passed and failed; the lines before it name what failed and why, for
 * only the end of a long log is kept in some places.
 * `--histories=5000` tells so many random histories instead of 500 (tests/scenarios/histories.test.ts); `--full` looks at each page in all its states and
 * languages, instead of in one of each (tests/e2e/accessibility).
 */
const { histories, full } = parseArgs({ options: { histories: { type: "string" }, full: { type: "boolean" } } }).values;
if (full) process.env.FULL = "1";
if (histories) process.env.HISTORIES = histories;
const counts = { passed: 0, failed: 0 };
const failures: string[] = [];

count("npm run check", run("scripts/check.ts"));
count("build", await built());
vitest("unit", "contracts", "domain", "scenarios", "web");
vitest("chaos");
vitest("e2e");
for (const failure of failures) console.log(`\n✗ ${failure}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 ? 1 : 0);

function count(name: string, passed: boolean): void {
  counts[passed ? "passed" : "failed"] += 1;
  if (!passed) failures.push(name);
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
  const found = failedIn(report);
  if (!passed && found.length === 0) found.push(`the run of ${projects.join(", ")} ended badly; what it printed above says why`);
  failures.push(...found);
  counts.failed += found.length;
  rmSync(folder, { recursive: true });
}

/** What failed, each with the first lines of why; adds what passed to the count. */
function failedIn(report: string): string[] {
  let files: ReportedFile[];
  try {
    files = JSON.parse(readFileSync(report, "utf8")).testResults;
  } catch {
    return ["the test run left no report"];
  }
  counts.passed += files.flatMap((file) => file.assertionResults).filter((test) => test.status === "passed").length;
  return files.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === "failed");
    if (file.status === "failed" && tests.length === 0) return [`${file.name}: ${beginning(file.message)}`];
    return tests.map((test) => `${file.name}: ${test.fullName}\n  ${beginning(test.failureMessages.join("\n"))}`);
  });
}

function beginning(message: string): string {
  return message.split("\n").slice(0, 6).join("\n  ");
}

interface ReportedFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}
