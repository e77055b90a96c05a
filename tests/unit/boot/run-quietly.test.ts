import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** What is seen of a command of Node that is run quietly. */
function seen(script: string) {
  const run = `import { runQuietly } from "./scripts/server/run-quietly.ts";
    console.log("succeeded:", await runQuietly(["-e", ${JSON.stringify(script)}], {}));`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", run], { encoding: "utf8" });
}

test("what a command prints is not seen when it succeeds", () => {
  const { stdout, stderr } = seen('console.log("⨯ a switch that is off"); console.error("a warning")');
  expect(stdout).toBe("succeeded: true\n");
  expect(stderr).not.toContain("warning");
});

test("all that a command printed is seen on standard error when it fails, however long", () => {
  const { stdout, stderr } = seen('console.error("why"); console.log("where".repeat(100_000)); process.exitCode = 1');
  expect(stdout).toBe("succeeded: false\n");
  expect(stderr.match(/where/g)).toHaveLength(100_000);
  expect(stderr.match(/why/g)).toHaveLength(1);
});
