import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { writeBlocks } from "./guides/blocks.ts";

useDatabase();

/** What runs without pages, and what the story needs. */
const PRODUCT = ["package.json", "lib", "i18n", "emails", "tests/support"];
const STORY = ["acme-server.ts", "pigeon-server.ts", "story.ts"].map((name) => `tests/contracts/guides/${name}`);

const copy = mkdtempSync(resolve("tests/contracts/guides/sample-"));
afterAll(() => rmSync(copy, { recursive: true }));
let said: Record<string, unknown>;

beforeAll(() => {
  for (const path of [...PRODUCT, ...STORY]) cpSync(path, join(copy, path), { recursive: true });
  add("adding-a-gateway", "lib/payments", "gateways/acme");
  add("adding-a-channel", "lib/messages", "channels/pigeon");
  const { stdout, stderr, status } = spawnSync(process.execPath, ["tests/contracts/guides/story.ts"], { cwd: copy, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  said = JSON.parse(stdout);
}, 120_000);

/** The folder, and its line in the list: all that a guide asks for. */
function add(guide: string, room: string, folder: string): void {
  writeBlocks(guide, join(copy, room, folder));
  const list = join(copy, room, "plugins.ts");
  const name = folder.split("/")[1];
  const listed = readFileSync(list, "utf8").replace(/\];\n$/, `, ${name}];\n`);
  writeFileSync(list, `import { ${name} } from "./${folder}/plugin.ts";\n${listed}`);
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

it("and the dashboard knows both", () => {
  const key = (name: string, required: boolean) => ({ name, required, present: true });
  expect(said.gateways).toContainEqual({
    id: "acme",
    label: "Acme Pay",
    keys: [key("ACME_API_KEY", true), key("ACME_WEBHOOK_SECRET", false)],
    installed: true,
    enabled: true,
    always: false,
    webhookUrl: expect.stringMatching("/api/webhooks/payments/acme$"),
  });
  expect(said.channels).toContainEqual({
    id: "pigeon",
    label: "Pigeon",
    kind: "SMS",
    keys: [key("PIGEON_API_KEY", true), key("PIGEON_FROM", true), key("PIGEON_WEBHOOK_SECRET", false)],
    installed: true,
    kept: false,
  });
  for (const names of said.names as object[]) expect(names).toMatchObject({ acme: { label: "Acme Pay" }, pigeon: { label: "Pigeon" } });
});
