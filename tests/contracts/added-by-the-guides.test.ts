import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { writeBlocks } from "./guides/blocks.ts";

useDatabase();

/** A clone with both, as `git clone` and the guides leave it: no build, no data, the packages of this one. */
const LEFT_OUT = new Set([".git", ".next", ".env", ".env.local", "node_modules", "data", "test-results", "tsconfig.tsbuildinfo"]);

const copy = realpathSync(mkdtempSync(join(tmpdir(), "streamtill-guides-")));
afterAll(() => rmSync(copy, { recursive: true }));
let said: Record<string, unknown>;

beforeAll(async () => {
  for (const name of readdirSync(".").filter((name) => !LEFT_OUT.has(name))) cpSync(name, join(copy, name), { recursive: true });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"), "junction");
  add("adding-a-gateway", "lib/payments", "gateways/acme");
  add("adding-a-channel", "lib/messages", "channels/pigeon");
  const { output, errors, status } = await run("tests/contracts/guides/story.ts");
  if (status !== 0) throw new Error(errors);
  said = JSON.parse(output);
}, 120_000);

/** The files, and two lines in the list, the import in the order of their paths: all that a guide asks for. */
function add(guide: string, room: string, folder: string): void {
  writeBlocks(guide, copy);
  const list = join(copy, room, "plugins.ts");
  const name = folder.split("/")[1];
  const [imports, rest] = readFileSync(list, "utf8").split(/\n(?=\n)/, 2);
  const sorted = [...imports.split("\n"), `import { ${name} } from "./${folder}/plugin.ts";`].sort((one, other) =>
    pathOf(one) < pathOf(other) ? -1 : 1,
  );
  writeFileSync(list, `${sorted.join("\n")}\n${rest.replace(/\];\n$/, `, ${name}];\n`)}`);
}

function pathOf(line: string): string {
  return line.slice(line.indexOf('"'));
}

async function run(...command: string[]): Promise<{ output: string; errors: string; status: number | null }> {
  const child = spawn(process.execPath, command, { cwd: copy });
  const [[status], output, errors] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { output, errors, status };
}

it("what both guides say passes the checks and the tests that they name", async () => {
  const named = new Set(["adding-a-gateway", "adding-a-channel"].flatMap(testsOf));
  const [check, tests] = await Promise.all([run("scripts/check.ts"), run("node_modules/vitest/vitest.mjs", "run", ...named)]);
  expect(check.output).not.toContain("✗");
  expect(check).toMatchObject({ status: 0, errors: "" });
  expect(tests.output).toContain("tests/contracts/acme.test.ts");
  expect(tests.output).toContain("tests/contracts/pigeon.test.ts");
  expect(tests).toMatchObject({ status: 0 });
}, 240_000);

/** Which tests a guide says to run. */
function testsOf(guide: string): string[] {
  return /^npx vitest run (.*)$/m.exec(readFileSync(`docs/${guide}.md`, "utf8"))![1].split(" ");
}

it("a gateway added by its guide sells: on its page, by its webhook, on return, and gives back", () => {
  const paid = { gateway: "acme", status: "SUCCEEDED", invoice: "PAID", subscription: "ACTIVE" };
  expect(said).toMatchObject({
    page: true,
    back: true,
    webhook: 200,
    orders: [
      { ...paid, refunded: 250 },
      { ...paid, refunded: 0 },
      { gateway: "acme", status: "DECLINED", failureCode: "insufficient_funds", invoice: "OPEN", subscription: "INCOMPLETE" },
    ],
    books: [],
  });
});

it("a channel added by its guide carries messages, and reports what became of them", () => {
  expect(said.text).toEqual({ to: "+4915112345671", status: "DELIVERED", channel: "pigeon", reported: 200 });
});

it("what operators set for both is checked, handed on, and asked for before viewers are offered it", () => {
  expect(said.set).toEqual({
    before: false,
    after: true,
    missing: [expect.objectContaining({ name: "statement", missing: true, value: "" })],
    refused: ["settings", "statement"],
    statements: ["MY TV", "MY TV", "MY TV"],
    routes: expect.arrayContaining(["fast"]),
  });
});

it("and the dashboard knows both", () => {
  const key = (name: string, required: boolean) => ({ name, required, present: true });
  const field = (name: string, kind: string, over: object) => ({ name, kind, required: false, missing: false, options: [], ...over });
  expect(said.gateways).toContainEqual({
    id: "acme",
    label: "Acme Pay",
    keys: [key("ACME_API_KEY", true), key("ACME_WEBHOOK_SECRET", false)],
    settings: [field("statement", "line", { value: "MY TV", required: true, max: 22 })],
    installed: true,
    enabled: true,
    always: false,
    webhookUrl: expect.stringMatching("/api/webhooks/payments/acme$"),
    limited: false,
    testMode: false,
  });
  expect(said.channels).toContainEqual({
    id: "pigeon",
    label: "Pigeon",
    kind: "SMS",
    keys: [key("PIGEON_API_KEY", true), key("PIGEON_FROM", true), key("PIGEON_WEBHOOK_SECRET", false)],
    settings: [field("route", "choice", { value: "fast", options: ["cheap", "fast"] })],
    installed: true,
    kept: false,
  });
  for (const names of said.names as object[])
    expect(names).toMatchObject({
      acme: { label: "Acme Pay", settings: { statement: { label: "Name on bank statements", hint: "As viewers know you." } } },
      pigeon: { label: "Pigeon", settings: { route: { label: "Route", options: { fast: "Fast" } } } },
    });
});
