import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answer, readCases } from "./case.ts";

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));

describe.each(files)("worked examples of %s", (file) => {
  it.each(readCases(join(import.meta.dirname, file)))("$id ($kind)", (example) => {
    expect(answer(example).got).toEqual(example.expect);
  });
});
