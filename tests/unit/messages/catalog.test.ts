import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { messagesOf } from "#i18n/messages.ts";
import { TEMPLATE_KEYS } from "#lib/messages/catalog.ts";

test("a template that nothing sends says so where it is edited", () => {
  const processes = globSync("lib/{billing,identity,jobs}/**/*.ts").map((file) => readFileSync(file, "utf8"));
  const unsent = TEMPLATE_KEYS.filter((key) => !processes.some((source) => source.includes(`"${key}"`)));
  const { when } = messagesOf("en")["operator-templates"] as { when: Record<string, string> };
  expect(unsent).toEqual(TEMPLATE_KEYS.filter((key) => when[key].startsWith("Not sent yet")));
});
