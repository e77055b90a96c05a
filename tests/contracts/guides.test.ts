import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { writeBlocks } from "./guides/blocks.ts";

/** A guide and the test file that it ends with. */
const GUIDES = [
  ["adding-a-gateway", "gateways.test.ts"],
  ["adding-a-channel", "channels.test.ts"],
];
/** Where the files of a guide find each other and the house, and where they do from here. */
const ELSEWHERE: [string | RegExp, string][] = [
  [/#lib\/(payments\/gateways\/acme|messages\/channels\/pigeon)\//g, "./"],
  ["../../gateway.ts", "#lib/payments/gateway.ts"],
  ["../../channel.ts", "#lib/messages/channel.ts"],
  [/\.\/(gateway|channel)-contract\.ts/g, "#tests/contracts/$1-contract.ts"],
];

const folder = mkdtempSync(resolve("tests/contracts/guides/sample-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const [guide] of GUIDES) writeBlocks(guide, join(folder, guide), placed);
/** Loading the test file of a guide starts the contract suite for its sample. */
const loaded = Promise.all(GUIDES.map(([guide, suite]) => import(pathToFileURL(join(folder, guide, suite)).href)));
await loaded.catch(() => undefined);

it("what the guides tell an author to write can be loaded", () => expect(loaded).resolves.toHaveLength(GUIDES.length));

it("and has the types of the house", () => {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../../../../tsconfig.json", include: ["."] }));
  const tsc = ["node_modules/typescript/bin/tsc", "--incremental", "false", "-p", folder];
  expect(spawnSync(process.execPath, tsc, { encoding: "utf8" })).toMatchObject({ stdout: "", status: 0 });
}, 120_000);

function placed(code: string): string {
  return ELSEWHERE.reduce((text, [from, to]) => text.replaceAll(from, to), code);
}
