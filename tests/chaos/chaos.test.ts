import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("while Stripe fails one request in five and the server is killed, nothing is lost, doubled or left unknown", () => {
  const env = { ...process.env, DATABASE_URL: process.env.TEST_DATABASE_SERVER };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/chaos.ts", "--short"], { encoding: "utf8", env });
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining("Nothing is lost") });
});
