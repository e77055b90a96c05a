import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { test } from "vitest";
import { VENDORS } from "#scripts/chaos/vendors.ts";

/** Two at a time (`maxConcurrency`): each waits for pauses and starts of its own half of the time. */
test.concurrent.for([
  ...Object.keys(VENDORS).map((gateway): [string, string[]] => [
    `while ${gateway}'s vendor fails one request in five and the server is killed, nothing is lost, doubled or left unknown`,
    [`--gateway=${gateway}`],
  ]),
  ["while four workers renew and each is killed every second, each subscription is renewed and charged once", ["--workers"]],
] satisfies [string, string[]][])("%s", async ([, which], { expect }) => {
  const env = { ...process.env, DATABASE_URL: process.env.TEST_DATABASE_SERVER };
  const command = promisify(execFile)(process.execPath, ["scripts/chaos.ts", "--short", ...which], { env });
  const { code = 0, stdout, stderr } = await command.catch((failed) => failed);
  expect({ code, said: stdout + stderr }).toEqual({
    code: 0,
    said: expect.stringContaining("Nothing is lost, doubled, unknown or unfinished"),
  });
});
